package dev.imageportal.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.InvalidEventException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/// Puts records that will never be readable aside in a topic of their own, unchanged, so that somebody can look at them
/// and send them again. Headers say why and where from: `portal-reason`, `portal-original-topic`,
/// `portal-original-partition`, `portal-original-offset`, `portal-consumer`.
class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final int MAX_REASON = 1_000;
    private static final long SEND_SECONDS = 30;

    private final KafkaOperations<Object, Object> kafka;
    private final String topic;
    private final String consumer;
    private final Counter count;

    DeadLetters(KafkaOperations<Object, Object> kafka, String topic, String consumer, MeterRegistry meters) {
        this.kafka = kafka;
        this.topic = topic;
        this.consumer = consumer;
        this.count = Counter.builder("portal.dead.letters")
                .description("Records put aside because they can never be processed")
                .register(meters);
    }

    /// Returns once the broker has it; until then the original must not be taken as done.
    void put(ConsumerRecord<byte[], byte[]> message, InvalidEventException why) {
        String reason = reason(why);
        ProducerRecord<Object, Object> letter = new ProducerRecord<>(topic, message.key(), message.value());
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
        count.increment();
        log.warn("Put {}-{} offset {} aside in {}: {}", message.topic(), message.partition(), message.offset(), topic,
                reason);
    }

    private static void header(ProducerRecord<Object, Object> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }

    private static String reason(InvalidEventException why) {
        String message = String.valueOf(why.getMessage());
        return message.length() <= MAX_REASON ? message : message.substring(0, MAX_REASON) + "…";
    }
}
