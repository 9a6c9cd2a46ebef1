package dev.imageportal.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.Topics;
import dev.imageportal.local.Service;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Fills the search index, and the feeds with it, as uploads would: by their events.
final class Events {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Map<String, Object> broker;

    Events(BenchedPortal portal) {
        broker = Map.of("bootstrap.servers", portal.setting(Service.SEARCH, "PORTAL_KAFKA_BOOTSTRAP_SERVERS"));
    }

    /// Publishes the pictures' uploads until the time is over.
    ///
    /// @return how many
    int publish(Stream<Corpus.Picture> pictures, Duration atMost) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put("linger.ms", 20);
        settings.put("batch.size", 128 * 1024);
        long end = System.nanoTime() + atMost.toNanos();
        AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
        int count = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Iterator<Corpus.Picture> each = pictures.iterator();
            while (each.hasNext() && System.nanoTime() < end) {
                Corpus.Picture picture = each.next();
                byte[] event = ImageEventJson.write(
                        new ImageUploaded(UUID.randomUUID().toString(), picture.createdAt(), picture.published()));
                var _ = producer.send(new ProducerRecord<>(Topics.IMAGE_EVENTS, picture.id().getBytes(UTF_8), event),
                        (metadata, failure) -> {
                            if (failure != null) {
                                refused.set(failure);
                            }
                        });
                count++;
            }
            producer.flush();
        }
        if (refused.get() != null) {
            throw new BenchException("the broker refuses events: " + refused.get());
        }
        return count;
    }

    /// Waits until search-service and feed-service have applied all that was published.
    ///
    /// @return events that are left when the time is over
    long awaitApplied(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        try (Admin admin = Admin.create(broker)) {
            long left = left(admin);
            while (left > 0 && System.nanoTime() < end) {
                Thread.sleep(LOOK);
                left = left(admin);
            }
            return left;
        } catch (ExecutionException e) {
            throw new BenchException("the broker does not tell how far its readers are: " + e.getCause(), e);
        }
    }

    private static long left(Admin admin) throws ExecutionException, InterruptedException {
        return Math.max(left(admin, "search-service"), left(admin, "feed-service"));
    }

    private static long left(Admin admin, String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        admin.describeTopics(List.of(Topics.IMAGE_EVENTS))
                .allTopicNames()
                .get()
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> partitions
                                .put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(partitions).all().get();
        Map<TopicPartition, OffsetAndMetadata> applied = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long left = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each : ends.entrySet()) {
            OffsetAndMetadata offset = applied.get(each.getKey());
            left += each.getValue().offset() - (offset == null ? 0 : offset.offset());
        }
        return left;
    }
}
