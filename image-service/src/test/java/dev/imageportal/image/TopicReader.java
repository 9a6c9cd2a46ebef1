package dev.imageportal.image;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.Topics;
import dev.imageportal.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// Reads the events' topic, all of it from its beginning.
final class TopicReader implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ImageEvent> read = new ArrayList<>();

    TopicReader() {
        String servers = ImageServiceTest.components()
                .settings(Service.IMAGE)
                .get("PORTAL_KAFKA_BOOTSTRAP_SERVERS");
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, String.valueOf(servers)),
                new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.IMAGE_EVENTS)
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /// How many records the topic has ever taken.
    long size() {
        return consumer.endOffsets(consumer.assignment()).values().stream().mapToLong(Long::longValue).sum();
    }

    /// In the order of each partition; returns as soon as there are as many.
    List<ImageEvent> await(int count, Predicate<ImageEvent> wanted) {
        var found = new ArrayList<ImageEvent>();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(event -> read.add(ImageEventJson.read(event.value())));
            found.clear();
            read.stream().filter(wanted).forEach(found::add);
            return found.size() >= count;
        });
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
