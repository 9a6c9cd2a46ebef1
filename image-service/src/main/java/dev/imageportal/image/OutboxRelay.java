package dev.imageportal.image;

import dev.imageportal.defaults.EventTraces;
import dev.imageportal.defaults.RecurringTask;
import dev.imageportal.events.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Publishes the outbox to Kafka: at least once, in order per image, by one instance at a time.
///
/// A round sends the oldest events, at most one per image, and deletes those that all replicas have. A later event of an
/// image is therefore never sent before the earlier one has been acknowledged and deleted, whatever fails in between.
/// A process that dies in a round leaves its events where they were; its lock ends with its connection.
class OutboxRelay {

    enum Round {
        /// Another instance is at it.
        STANDING_BY,
        /// There was nothing to send.
        IDLE,
        /// Events went out; there may be more.
        SENT,
        /// Kafka took none.
        FAILED
    }

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final Duration STAND_BY = Duration.ofMillis(100);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Duties duties;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventTraces traces;
    private final ImageSettings.Relay settings;
    private final TransactionTemplate transaction;
    private final RecurringTask task;
    private final Counter relayed;

    private volatile long depth;
    private volatile @Nullable Instant oldest;
    private Duration backoff = FIRST_BACKOFF;
    private long measuredNanos = System.nanoTime() - MEASURE_EVERY.toNanos();

    OutboxRelay(Outbox outbox, Duties duties, KafkaOperations<String, byte[]> kafka, EventTraces traces,
            ImageSettings.Relay settings, PlatformTransactionManager transactions, MeterRegistry metrics) {
        this.outbox = outbox;
        this.duties = duties;
        this.kafka = kafka;
        this.traces = traces;
        this.settings = settings;
        transaction = new TransactionTemplate(transactions);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        task = new RecurringTask("outbox-relay", settings.poll(), this::turn);
        Gauge.builder("portal.outbox.depth", () -> depth)
                .description("Events that Kafka has not acknowledged")
                .register(metrics);
        TimeGauge.builder("portal.outbox.oldest.age", this::oldestAgeSeconds, TimeUnit.SECONDS)
                .description("How long the first of them has waited")
                .register(metrics);
        relayed = Counter.builder("portal.outbox.relayed")
                .description("Events that Kafka has acknowledged")
                .register(metrics);
    }

    /// Says that there is an event to publish. Called after the transaction that added it.
    void wake() {
        task.wake();
    }

    /// What runs the relay.
    RecurringTask task() {
        return task;
    }

    private void turn() {
        switch (tryRound()) {
            case SENT -> {
                backoff = FIRST_BACKOFF;
                wake();
            }
            case IDLE -> backoff = FIRST_BACKOFF;
            case STANDING_BY -> {
                task.pause(STAND_BY);
                wake();
            }
            case FAILED -> {
                log.warn("Events wait for Kafka; next try in {} ms", backoff.toMillis());
                task.pause(backoff);
                Duration doubled = backoff.multipliedBy(2);
                backoff = doubled.compareTo(settings.maxBackoff()) < 0 ? doubled : settings.maxBackoff();
                wake();
            }
        }
    }

    private Round tryRound() {
        try {
            measure();
            return round();
        } catch (RuntimeException e) {
            log.warn("A round of the outbox relay failed: {}", e.toString());
            return Round.FAILED;
        }
    }

    /// One round; visible for tests that stop between its steps.
    Round round() {
        Round round = transaction.execute(_ -> {
            if (duties.take(Duties.RELAY).isEmpty()) {
                return Round.STANDING_BY;
            }
            List<Outbox.Entry> batch = firstOfEachImage(outbox.oldest(settings.batch()));
            if (batch.isEmpty()) {
                return Round.IDLE;
            }
            List<Long> acknowledged = send(batch);
            if (acknowledged.isEmpty()) {
                return Round.FAILED;
            }
            outbox.remove(acknowledged);
            relayed.increment(acknowledged.size());
            return Round.SENT;
        });
        return round == null ? Round.FAILED : round;
    }

    private static List<Outbox.Entry> firstOfEachImage(List<Outbox.Entry> entries) {
        Set<String> images = new HashSet<>();
        return entries.stream().filter(entry -> images.add(entry.imageId())).toList();
    }

    private List<Long> send(List<Outbox.Entry> batch) {
        long deadline = System.nanoTime() + settings.sendTimeout().toNanos();
        List<CompletableFuture<?>> sends = new ArrayList<>();
        for (Outbox.Entry entry : batch) {
            try {
                var event = new ProducerRecord<>(Topics.IMAGE_EVENTS, entry.imageId(), entry.json());
                sends.add(traces.send(kafka, event, entry.traceparent()));
            } catch (KafkaException e) {
                log.debug("Kafka can't be reached", e);
                // The rest would each wait for it in vain.
                break;
            }
        }
        kafka.flush();
        List<Long> acknowledged = new ArrayList<>();
        for (int i = 0; i < sends.size(); i++) {
            if (isAcknowledged(sends.get(i), deadline)) {
                acknowledged.add(batch.get(i).id());
            }
        }
        return acknowledged;
    }

    private static boolean isAcknowledged(CompletableFuture<?> send, long deadlineNanos) {
        try {
            send.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            log.debug("Kafka did not take an event", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void measure() {
        if (System.nanoTime() - measuredNanos >= MEASURE_EVERY.toNanos()) {
            measuredNanos = System.nanoTime();
            depth = outbox.depth();
            oldest = outbox.oldestTime().orElse(null);
        }
    }

    private double oldestAgeSeconds() {
        Instant since = oldest;
        return since == null ? 0 : Math.max(0, Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }
}
