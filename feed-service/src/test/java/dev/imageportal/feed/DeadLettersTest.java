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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

        awaitShown(first);
        awaitShown(last);
        List<ConsumerRecord<byte[], byte[]>> letters = awaitLetters(key, bad.size());
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

    private static List<ConsumerRecord<byte[], byte[]>> awaitLetters(String key, int count) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, UUID.randomUUID().toString());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(Topics.IMAGE_EVENTS_DEAD_LETTERS)
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList());
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letter -> {
                    if (new String(letter.key(), UTF_8).equals(key)) {
                        letters.add(letter);
                    }
                });
                return letters.size() >= count;
            });
        }
        return letters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
