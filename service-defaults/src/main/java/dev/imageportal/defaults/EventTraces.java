package dev.imageportal.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;

/// Lets an event continue the trace of the request that made it: while it waits in a table, as a W3C `traceparent`
/// (55 characters of ASCII), and on Kafka, as a header of that name. An event without one begins a trace.
public class EventTraces {

    private static final String TRACEPARENT = "traceparent";
    /// By which a picture's trace is found: the event's key is what it is about.
    private static final String KEY = "messaging.kafka.message.key";

    private final Tracer tracer;
    private final Propagator propagator;

    EventTraces(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /// The `traceparent` of what this thread is at; null when that has no trace.
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        propagator.inject(span.context(), fields, (_, name, value) -> fields.put(name, value));
        return fields.get(TRACEPARENT);
    }

    /// Sends an event as [KafkaOperations#send] does, as a span that lasts until Kafka has the event.
    ///
    /// @param traceparent what [#current] said when the event was made
    public <K, V> CompletableFuture<SendResult<K, V>> send(KafkaOperations<K, V> kafka, ProducerRecord<K, V> event,
            @Nullable String traceparent) {
        Map<String, String> fields = traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent);
        Span span = propagator.extract(fields, Map::get)
                .kind(Span.Kind.PRODUCER)
                .name("publish " + event.topic())
                .tag(KEY, String.valueOf(event.key()))
                .start();
        propagator.inject(span.context(), event.headers(), (_, name, value) -> {
            event.headers().remove(name).add(name, value.getBytes(UTF_8));
        });
        try {
            return kafka.send(event).whenComplete((_, failure) -> end(span, failure));
        } catch (RuntimeException e) {
            end(span, e);
            throw e;
        }
    }

    /// Begins the span of an event that came; the caller ends it.
    Span begin(ConsumerRecord<byte[], byte[]> event) {
        return propagator.extract(event.headers(), EventTraces::get)
                .kind(Span.Kind.CONSUMER)
                .name("process " + event.topic())
                .tag(KEY, event.key() == null ? "" : new String(event.key(), UTF_8))
                .start();
    }

    /// What this thread does until the result is closed, its log lines among it, belongs to the span.
    Tracer.SpanInScope in(Span span) {
        return tracer.withSpan(span);
    }

    private static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.error(failure);
        }
        span.end();
    }

    private static @Nullable String get(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
