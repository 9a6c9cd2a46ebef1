package dev.imageportal.defaults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/// How far the service is behind its topics: what the broker has, less what the group has committed. The broker is asked
/// for both, so that a consumer that stands still or has lost its partitions is seen too, which its own metrics would
/// not tell. Every instance measures the same.
class EventLag implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLag.class);

    private static final int TIMEOUT_MILLISECONDS = 10_000;

    private final Map<String, Object> kafka;
    /// Topic to group.
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, Double> lags = new ConcurrentHashMap<>();
    private @Nullable Admin admin;

    EventLag(Map<String, Object> kafka, List<? extends ConcurrentMessageListenerContainer<?, ?>> consumers,
            MeterRegistry meters) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLISECONDS / 2);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLISECONDS);
        for (ConcurrentMessageListenerContainer<?, ?> consumer : consumers) {
            String group = Objects.requireNonNull(consumer.getGroupId());
            for (String topic : Objects.requireNonNull(consumer.getContainerProperties().getTopics())) {
                groups.put(topic, group);
                Gauge.builder("portal.events.lag", () -> lags.getOrDefault(topic, Double.NaN))
                        .description("Records of a topic that the service has not applied; NaN while Kafka is away")
                        .baseUnit("records")
                        .tag("topic", topic)
                        .tag("group", group)
                        .register(meters);
            }
        }
    }

    /// Measures once. At most one thread may be at it.
    void measure() {
        Admin asked = admin == null ? Admin.create(kafka) : admin;
        admin = asked;
        groups.forEach((topic, group) -> measure(asked, topic, group));
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private void measure(Admin admin, String topic, String group) {
        try {
            lags.put(topic, lag(admin, topic, group));
        } catch (ExecutionException | KafkaException e) {
            lags.remove(topic);
            log.debug("How far {} is behind {} is not known just now: {}", group, topic, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double lag(Admin admin, String topic, String group) throws ExecutionException, InterruptedException {
        var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
        List<TopicPartition> partitions = topics.values()
                .stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        // Committed offsets first: what is committed meanwhile must not make the lag negative.
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> begins = offsets(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
        return partitions.stream().mapToLong(partition -> {
            OffsetAndMetadata done = committed.get(partition);
            long begin = begins.getOrDefault(partition, 0L);
            return ends.getOrDefault(partition, 0L) - (done == null ? begin : Math.max(begin, done.offset()));
        }).sum();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, _ -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }
}
