package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.ImageUpdated;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import dev.imageportal.local.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/// Events that come twice, late, in the wrong order or broken: feed and search show what is so.
class EventsIT extends SystemTest {

    private final String username = Person.newName();
    private final PublishedImage first = image(newId(), 1, "first");
    private final PublishedImage second = image(first.id(), 2, "second");

    @Test
    void duplicatesShowOnce() {
        publish(uploaded(first), uploaded(first), uploaded(first));
        publish(uploaded(first));
        awaitMarker();

        assertThat(client().imagesOf(username).ids()).containsExactly(first.id());
        assertThat(client().search("@" + username).ids()).containsExactly(first.id());
    }

    @Test
    void anEarlierStateThatComesLateChangesNothing() {
        publish(updated(second), uploaded(first));
        awaitMarker();

        assertThat(client().imagesOf(username).items()).hasSize(1).allMatch(image -> image.version() == 2);
        assertThat(client().search("@" + username).items()).hasSize(1).allMatch(image -> image.version() == 2);
        assertThat(client().search("@" + username + " first").items()).isEmpty();
        assertThat(client().search("@" + username + " second").ids()).containsExactly(first.id());
    }

    @Test
    void aDeletedImageStaysAway() {
        publish(uploaded(first));
        awaitInFeed(username, first.id());
        awaitInSearch(username, first.id());
        publish(new ImageDeleted(newId(), Instant.now(), first.id(), username, 2), uploaded(first));
        awaitMarker();

        assertThat(client().imagesOf(username).ids()).isEmpty();
        assertThat(client().search("@" + username).ids()).isEmpty();
    }

    @Test
    void brokenEventsHoldUpNothing() {
        publish(List.of(new ProducerRecord<>(Topics.IMAGE_EVENTS, first.id().getBytes(UTF_8), "{".getBytes(UTF_8)),
                record(uploaded(first))));

        awaitInFeed(username, first.id());
        awaitInSearch(username, first.id());
    }

    /// One more image behind all others of the same partition: when it shows, they have been worked through.
    private void awaitMarker() {
        PublishedImage marker = image(newId(), 1, "marker", "marker" + username);
        publish(List.of(new ProducerRecord<>(Topics.IMAGE_EVENTS, first.id().getBytes(UTF_8),
                ImageEventJson.write(uploaded(marker)))));
        awaitInFeed(marker.username(), marker.id());
        awaitInSearch(marker.username(), marker.id());
    }

    private PublishedImage image(String id, long version, String caption) {
        return image(id, version, caption, username);
    }

    private static PublishedImage image(String id, long version, String caption, String username) {
        return new PublishedImage(id, username, caption, "", List.of(), 640, 480, 12_345, "image/jpeg",
                "1QcSHQRnh493V4dIh4eXh1h4kJUI", Instant.now(), version,
                List.of(new PublishedImage.Rendition("/media/" + id + "/320.webp", 320, 240, "image/webp")),
                "/api/images/" + id + "/original", null);
    }

    private static String newId() {
        UUID random = UUID.randomUUID();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff);
        return new UUID(high, random.getLeastSignificantBits()).toString();
    }

    private static ImageUploaded uploaded(PublishedImage image) {
        return new ImageUploaded(newId(), Instant.now(), image);
    }

    private static ImageUpdated updated(PublishedImage image) {
        return new ImageUpdated(newId(), Instant.now(), image);
    }

    private static ProducerRecord<byte[], byte[]> record(ImageEvent event) {
        return new ProducerRecord<>(Topics.IMAGE_EVENTS, event.imageId().getBytes(UTF_8), ImageEventJson.write(event));
    }

    private static void publish(ImageEvent... events) {
        publish(List.of(events).stream().map(EventsIT::record).toList());
    }

    private static void publish(List<ProducerRecord<byte[], byte[]>> records) {
        String kafka = Objects.requireNonNull(
                portal().components().settings(Service.FEED).get("PORTAL_KAFKA_BOOTSTRAP_SERVERS"));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
