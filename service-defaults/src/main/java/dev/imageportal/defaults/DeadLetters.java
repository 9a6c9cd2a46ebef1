package dev.imageportal.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.InvalidEventException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/// Puts records that will never be readable aside in their topic's `-dead-letters`, unchanged, so that somebody can look at them
/// and send them again. Headers say why and where from: `portal-reason`, `portal-original-topic`,
/// `portal-original-partition`, `portal-original-offset`, `portal-consumer`.
class DeadLetters implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final int MAX_REASON = 1_000;
    private static final long SEND_SECONDS = 30;

    private static final String TOPIC_SUFFIX = "-dead-letters";

    /// Whatever the service's own producers are set to: a letter is kept as the bytes that came.
    private static final Map<String, Object> PRODUCER = Map.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String consumer;
    private final MeterRegistry meters;

    @SuppressWarnings("unchecked") // the overrides say what the serializers take
    DeadLetters(ProducerFactory<?, ?> producers, String consumer, MeterRegistry meters) {
        this.kafka = new KafkaTemplate<>((ProducerFactory<byte[], byte[]>) producers, PRODUCER);
        this.consumer = consumer;
        this.meters = meters;
    }

    /// How many of a topic's records were put aside.
    Counter count(String topic) {
        return Counter.builder("portal.dead.letters")
                .description("Records put aside because they can never be processed")
                .tag("topic", topic)
                .register(meters);
    }

    /// Returns once the broker has it; until then the original must not be taken as done.
    void put(ConsumerRecord<byte[], byte[]> message, InvalidEventException why) {
        String reason = reason(why);
        String topic = message.topic() + TOPIC_SUFFIX;
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, message.key(), message.value());
        message.headers().forEach(letter.headers()::add);
        header(letter, "portal-reason", reason);
        header(letter, "portal-original-topic", message.topic());
        header(letter, "portal-original-partition", Integer.toString(message.partition()));
        header(letter, "portal-original-offset", Long.toString(message.offset()));
        header(letter, "portal-consumer", consumer);
        try {
            kafka.send(letter).get(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the dead letter was not taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while a dead letter was sent", e);
        }
        count(message.topic()).increment();
        log.warn("Put {}-{} offset {} aside in {}: {}", message.topic(), message.partition(), message.offset(), topic,
                reason);
    }

    @Override
    public void close() {
        kafka.destroy();
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }

    private static String reason(InvalidEventException why) {
        String message = String.valueOf(why.getMessage());
        return message.length() <= MAX_REASON ? message : message.substring(0, MAX_REASON) + "…";
    }
}
