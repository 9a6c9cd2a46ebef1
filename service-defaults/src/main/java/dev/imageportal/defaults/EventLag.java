package dev.imageportal.defaults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/// How far the service is behind its topics: what the broker has, less what the group has committed. The broker is asked
/// for both, so that a consumer that stands still or has lost its partitions is seen too, which its own metrics would
/// not tell. Every instance measures the same.
class EventLag implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventLag.class);

    private static final int TIMEOUT_MILLISECONDS = 10_000;

    private final Map<String, Object> kafka;
    /// Topic to group.
    private final Map<String, String> groups = new HashMap<>();
    private final Duration every;
    private final Map<String, Double> lags = new ConcurrentHashMap<>();
    private CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    /// @param every between two measurements
    EventLag(Map<String, Object> kafka, List<? extends ConcurrentMessageListenerContainer<?, ?>> consumers,
            Duration every, MeterRegistry meters) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLISECONDS / 2);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLISECONDS);
        this.every = every;
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

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        CountDownLatch stop = stopping;
        thread = Thread.ofVirtual().name("event-lag").start(() -> run(stop));
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch stop) {
        try (Admin admin = Admin.create(kafka)) {
            do {
                groups.forEach((topic, group) -> measure(admin, topic, group));
            } while (!stop.await(every.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            log.error("How far the service is behind its topics is not known: {}", e.toString());
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
