package dev.imageportal.image;

import static dev.imageportal.local.Component.KAFKA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.defaults.EventTraces;
import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.image.picture.Redactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class OutboxRelayTest extends ImageServiceTest {

    @Autowired
    Outbox outbox;

    @Autowired
    Duties duties;

    @Autowired
    Images images;

    @Autowired
    KafkaOperations<String, byte[]> kafka;

    @Autowired
    EventTraces traces;

    @Autowired
    ImageSettings settings;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    OutboxRelay relay;

    @AfterEach
    void theRelayRuns() {
        if (!relay.task().isRunning()) {
            relay.task().start();
        }
    }

    @Test
    void twoRelaysKeepTheOrderOfEachImage() {
        List<String> ids = LongStream.range(0, 40).mapToObj(_ -> UUID.randomUUID().toString()).toList();
        OutboxRelay second = anotherRelay();
        second.task().start();
        try (var topic = new TopicReader()) {
            for (long version = 1; version <= 25; version++) {
                for (String id : ids) {
                    outbox.add(event(id, version));
                }
                relay.wake();
                second.wake();
            }

            List<ImageEvent> events = topic.await(1000, event -> ids.contains(event.imageId()));

            for (String id : ids) {
                assertThat(events.stream().filter(event -> event.imageId().equals(id)).map(ImageEvent::version))
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
            }
        } finally {
            second.task().stop();
        }
    }

    @Test
    void anEventThatWasSentButNotDeletedIsSentAgainInOrder() {
        String id = UUID.randomUUID().toString();
        stopTheRelay();
        outbox.add(event(id, 1));
        outbox.add(event(id, 2));

        new TransactionTemplate(transactions).executeWithoutResult(crash -> {
            assertThat(relay.round()).isEqualTo(OutboxRelay.Round.SENT);
            crash.setRollbackOnly();
        });
        relay.task().start();

        try (var topic = new TopicReader()) {
            List<ImageEvent> events = topic.await(3, event -> event.imageId().equals(id));
            assertThat(events).extracting(ImageEvent::version).containsExactly(1L, 1L, 2L);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> waitingEvents() == 0);
    }

    @Test
    void aRelayStandsByWhileAnotherOneIsAtIt() {
        stopTheRelay();
        outbox.add(event(UUID.randomUUID().toString(), 1));

        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            duties.take(Duties.RELAY);
            var elsewhere = new ArrayList<OutboxRelay.Round>();
            try {
                Thread.ofVirtual().start(() -> elsewhere.add(relay.round())).join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(elsewhere).containsExactly(OutboxRelay.Round.STANDING_BY);
        });

        assertThat(relay.round()).isEqualTo(OutboxRelay.Round.SENT);
        assertThat(relay.round()).isEqualTo(OutboxRelay.Round.IDLE);
    }

    @Test
    void uploadsGoOnWhileKafkaIsAwayAndTheirEventsFollow() {
        components().stop(KAFKA);
        String id;
        try {
            JsonNode image = uploaded(TestPictures.jpeg(30, 30));
            id = image.path("id").asString();
            assertThat(waitingEvents()).isEqualTo(1);
            assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        } finally {
            components().start(KAFKA);
        }

        try (var topic = new TopicReader()) {
            List<ImageEvent> events = topic.await(1, event -> event.imageId().equals(id));
            assertThat(events).first().isInstanceOf(ImageUploaded.class);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> waitingEvents() == 0);
    }

    @Test
    void drainsQuickly() {
        int count = 5000;
        stopTheRelay();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (int i = 0; i < count; i++) {
                outbox.add(event(UUID.randomUUID().toString(), 1));
            }
        });

        long start = System.nanoTime();
        relay.task().start();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> waitingEvents() == 0);
        double perSecond = count / ((System.nanoTime() - start) / 1e9);

        LoggerFactory.getLogger(getClass()).info("The relay drained {} events a second", Math.round(perSecond));
        assertThat(perSecond).isGreaterThan(500);
    }

    @Test
    void recordsAndEventsHoldTheWholeContract() {
        var golden = (ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event();
        String id = UUID.randomUUID().toString();
        PublishedImage image = JSON.readValue(
                JSON.writeValueAsString(golden.image()).replace(golden.imageId(), id), PublishedImage.class);
        var event = new ImageUploaded(golden.eventId(), golden.occurredAt(), image);

        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            images.add(new StoredImage(image, FileName.of("a", "jpg"), "0".repeat(64), Redactions.NONE));
            outbox.add(event);
        });
        relay.wake();

        assertThat(images.find(id).orElseThrow().published()).isEqualTo(image);
        try (var topic = new TopicReader()) {
            ImageEvent published = topic.await(1, sent -> sent.imageId().equals(id)).getFirst();
            assertThat(JSON.readTree(ImageEventJson.write(published)))
                    .isEqualTo(JSON.readTree(new String(GoldenEvents.IMAGE_UPLOADED.json(),
                            UTF_8).replace(golden.imageId(), id)));
        }
    }

    @Test
    void itsBacklogIsMeasured() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            String metrics = new String(get("/actuator/prometheus").body(), UTF_8);
            assertThat(metrics).contains("portal_outbox_depth", "portal_outbox_oldest_age_seconds",
                    "portal_uploads_in_flight");
        });
    }

    /// Also waits for a round that is still at it.
    private void stopTheRelay() {
        relay.task().stop();
        await().atMost(Duration.ofSeconds(60)).until(() -> relay.round() == OutboxRelay.Round.IDLE);
    }

    private OutboxRelay anotherRelay() {
        return new OutboxRelay(outbox, duties, kafka, traces, settings.relay(), transactions,
                new SimpleMeterRegistry());
    }

    private static ImageEvent event(String id, long version) {
        return new ImageDeleted(UUID.randomUUID().toString(), Instant.now(), id, "somebody", version);
    }
}
