package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import dev.imageportal.local.Component;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class OutageTest extends FeedServiceTest {

    /// Two seconds and what a busy machine adds; the pool's own default is thirty.
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @Test
    void withoutDatabaseListsSaySoAndEventsWait() {
        PublishedImage before = picture(newUsername());
        PublishedImage during = picture(newUsername());
        apply(uploaded(before));

        components().stop(Component.DATABASE);
        try {
            publish(Collections.nCopies(20, List.of(message(during, ImageEventJson.write(uploaded(during))),
                    message(during, new byte[0]))).stream().flatMap(List::stream).toList());
            for (int i = 0; i < 2; i++) {
                Instant start = Instant.now();
                HttpResponse<String> answer = get("/api/feed");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(Duration.between(start, Instant.now())).isLessThan(QUICK);
            }
        } finally {
            components().start(Component.DATABASE);
        }

        await().atMost(SOON).until(() -> get("/api/feed").statusCode() == 200);
        awaitShown(during);
        awaitShown(before);
        awaitConsumed();
        // However often the events were tried, what is wrong with one of them is told once.
        assertThat(DeadLetterTopic.letters(bootstrapServers(), during.id())).hasSize(20);
    }

    /// Its connections stay open, so only the time tells. The pool trusts the one that was used a moment ago.
    @Test
    void aSuspendedDatabaseIsNotWaitedForLong() {
        assertThat(get("/api/feed").statusCode()).isEqualTo(200);

        components().suspend(Component.DATABASE);
        try {
            Instant start = Instant.now();
            HttpResponse<String> answer = get("/api/feed");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(Duration.between(start, Instant.now())).isLessThan(PROMISED);
        } finally {
            components().resume(Component.DATABASE);
        }

        await().atMost(RECOVERY).until(() -> get("/api/feed").statusCode() == 200);
    }

    @Test
    void liveStreamsOutlastTheDatabase() {
        PublishedImage image = picture(newUsername());
        try (LiveReader reader = LiveReader.open(port, "")) {
            components().stop(Component.DATABASE);
            try {
                HttpResponse<String> answer = get(
                        "/api/feed/live?lastEventId=" + (Long.parseLong(reader.lastId()) + 9));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                try (LiveReader other = LiveReader.open(port, "", "Last-Event-ID", reader.lastId())) {
                    assertThat(other.ended()).isFalse();
                }
            } finally {
                components().start(Component.DATABASE);
            }
            publish(uploaded(image));

            reader.awaitAbout(image.id(), 1);
            assertThat(reader.ended()).isFalse();
        }
    }

    @Test
    void withoutKafkaListsAnswerAndEventsFollow() {
        PublishedImage before = picture(newUsername());
        PublishedImage after = picture(newUsername());
        apply(uploaded(before));

        components().stop(Component.KAFKA);
        try {
            assertThat(ids(imagesOf(before.username()))).containsExactly(before.id());
        } finally {
            components().start(Component.KAFKA);
        }

        publish(uploaded(after));
        awaitShown(after);
    }

    @Test
    void startsWithoutKafka() throws IOException {
        PublishedImage image = picture(newUsername());
        apply(uploaded(image));

        try (ConfigurableApplicationContext service = start(
                Map.of("PORTAL_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + unusedPort()))) {
            HttpResponse<String> answer = get(port(service), imagesOf(image.username()));

            assertThat(ids(JSON.readTree(answer.body()))).containsExactly(image.id());
            assertThat(get(port(service), "/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    /// Partitions move between instances while events arrive: each image shows once, in its last version.
    @Test
    void instancesShareTheWork() {
        String username = newUsername();
        PublishedImage[] images = new PublishedImage[60];
        try (ConfigurableApplicationContext other = start(Map.of())) {
            for (int i = 0; i < images.length; i++) {
                if (i == images.length / 2) {
                    other.close();
                }
                images[i] = picture(username);
                publish(uploaded(images[i]), Pictures.updated(Pictures.next(images[i])));
            }
        }
        awaitConsumed();

        var items = list(imagesOf(username) + "?limit=100").get("items");
        assertThat(items.valueStream().map(item -> item.get("id").asString())).containsExactlyElementsOf(
                java.util.Arrays.asList(images).reversed().stream().map(PublishedImage::id).toList());
        assertThat(items.valueStream()).allMatch(item -> item.get("version").asLong() == 2);
    }

    private static ProducerRecord<byte[], byte[]> message(PublishedImage image, byte[] value) {
        return new ProducerRecord<>(Topics.IMAGE_EVENTS, image.id().getBytes(UTF_8), value);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
