package dev.imageportal.user;

import static org.awaitility.Awaitility.await;

import dev.imageportal.events.Topics;
import dev.imageportal.events.UserEvent;
import dev.imageportal.events.UserEventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What the service told of accounts.
final class UserEvents {

    private static final Duration SOON = Duration.ofSeconds(60);

    private UserEvents() {}

    /// All events of one user so far.
    static List<UserEvent> of(String username, String servers) {
        List<UserEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", servers),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.USER_EVENTS)
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> {
                    if (username.equals(event.key())) {
                        events.add(UserEventJson.read(event.value()));
                    }
                });
            }
        }
        return events;
    }

    static UserEvent awaitFirst(String username, String servers) {
        return await().atMost(SOON).until(() -> of(username, servers), events -> !events.isEmpty()).getFirst();
    }
}
