package dev.imageportal.feed;

import static dev.imageportal.feed.DeadLetterTopic.header;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest extends FeedServiceTest {

    @Test
    void whatCannotBeProcessedIsPutAsideAndBlocksNothing() {
        String key = newUsername();
        double before = deadLetters();
        PublishedImage first = picture(newUsername());
        PublishedImage last = picture(newUsername());
        List<byte @Nullable []> bad = new ArrayList<>();
        bad.add("not json".getBytes(UTF_8));
        bad.add(null);
        bad.add("{\"type\": \"image-renamed\"}".getBytes(UTF_8));
        bad.add(ImageEventJson.write(uploaded(picture("no-uuid", 1, newUsername()))));
        bad.add(ImageEventJson.write(uploaded(picture("x".repeat(300)))));

        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        messages.add(message(key, ImageEventJson.write(uploaded(first))));
        bad.forEach(value -> messages.add(message(key, value)));
        messages.add(message(key, ImageEventJson.write(uploaded(last))));
        publish(messages);

        awaitConsumed();
        assertThat(ids(imagesOf(first.username()))).containsExactly(first.id());
        assertThat(ids(imagesOf(last.username()))).containsExactly(last.id());
        List<ConsumerRecord<byte[], byte[]>> letters = DeadLetterTopic.letters(bootstrapServers(), key);
        assertThat(letters).extracting(ConsumerRecord::value).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(header(letter, "portal-reason")).isNotBlank();
            assertThat(header(letter, "portal-original-topic")).isEqualTo(Topics.IMAGE_EVENTS);
            assertThat(header(letter, "portal-original-partition")).matches("[0-9]+");
            assertThat(header(letter, "portal-original-offset")).matches("[0-9]+");
            assertThat(header(letter, "portal-consumer")).isEqualTo("feed-service");
        });
        assertThat(letters.stream().map(letter -> header(letter, "portal-reason")))
                .anyMatch(reason -> reason.contains("no-uuid"))
                .anyMatch(reason -> reason.contains("username"));
        assertThat(deadLetters() - before).isEqualTo(bad.size());
    }

    private static ProducerRecord<byte[], byte[]> message(String key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.IMAGE_EVENTS, key.getBytes(UTF_8), value);
    }

    private double deadLetters() {
        return metric("portal_dead_letters_total");
    }

    private double metric(String name) {
        return get("/actuator/prometheus").body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
