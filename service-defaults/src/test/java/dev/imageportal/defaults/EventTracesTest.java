package dev.imageportal.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/// Each event of a poll continues its own trace.
class EventTracesTest {

    private static final String FIRST = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SECOND = "0af7651916cd43dd8448eb211c80319c";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()
            .get("test");
    private final EventTraces traces = new EventTraces(
            new OtelTracer(tracer, new OtelCurrentTraceContext(), _ -> {}),
            new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer));
    private final List<String> applied = new ArrayList<>();
    private boolean storeIsAway;

    @Test
    void eachEventContinuesItsOwnTrace() {
        consumer().onMessage(List.of(event("a", "00-" + FIRST + "-00f067aa0ba902b7-01"),
                event("b", "00-" + SECOND + "-b7ad6b7169203331-01"), event("c", "00-" + FIRST + "-0000000000000001-00"),
                event("d", null), event("e", "<script>"), event("f", "")));

        assertThat(applied).containsExactly("a", "b", "c", "d", "e", "f");
        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans).hasSize(5)
                .as("the third is of a trace that is not recorded")
                .allMatch(span -> span.getKind() == SpanKind.CONSUMER && span.getName().equals("process pictures"));
        assertThat(spans.get(0).getTraceId()).isEqualTo(FIRST);
        assertThat(spans.get(0).getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(spans.get(1).getTraceId()).isEqualTo(SECOND);
        assertThat(spans.get(1).getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(spans.subList(2, 5)).allMatch(span -> !span.getParentSpanContext().isValid());
    }

    @Test
    void aStoreThatIsAwayShowsInTheTrace() {
        storeIsAway = true;

        assertThatThrownBy(() -> consumer().onMessage(List.of(event("a", "00-" + FIRST + "-00f067aa0ba902b7-01"))))
                .hasMessage("away");

        assertThat(exporter.getFinishedSpanItems()).singleElement()
                .matches(span -> span.getStatus().getStatusCode() == StatusCode.ERROR);
    }

    private EventConsumer<String> consumer() {
        var producers = new DefaultKafkaProducerFactory<>(Map.of("bootstrap.servers", "127.0.0.1:1"));
        return new EventConsumer<>(bytes -> new String(bytes, UTF_8), this::apply,
                new DeadLetters(producers, "test", new SimpleMeterRegistry()), traces);
    }

    private void apply(List<String> events) {
        if (storeIsAway) {
            throw new IllegalStateException("away");
        }
        applied.addAll(events);
    }

    private static ConsumerRecord<byte[], byte[]> event(String value, @Nullable String traceparent) {
        var event = new ConsumerRecord<byte[], byte[]>("pictures", 0, 0, null, value.getBytes(UTF_8));
        if (traceparent != null) {
            event.headers().add("traceparent", traceparent.getBytes(UTF_8));
        }
        return event;
    }
}
