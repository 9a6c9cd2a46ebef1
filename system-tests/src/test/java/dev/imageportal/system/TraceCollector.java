package dev.imageportal.system;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Takes spans by OTLP over HTTP, as a collector does, and keeps the last ones in memory.
final class TraceCollector implements AutoCloseable {

    /// One piece of work of one service.
    ///
    /// @param parentId empty at the beginning of a trace
    /// @param key      of the event that it is about; empty when it is about none
    record Work(String service, String name, Span.SpanKind kind, String traceId, String id, String parentId,
            String key) {

        boolean isOf(String wantedService, Span.SpanKind wantedKind) {
            return service.equals(wantedService) && kind == wantedKind;
        }

        boolean isIn(Work parent) {
            return traceId.equals(parent.traceId) && parentId.equals(parent.id);
        }
    }

    private static final int KEPT = 100_000;

    private final HttpServer server;
    private final Deque<Work> works = new ArrayDeque<>();

    TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    synchronized List<Work> all(Predicate<Work> wanted) {
        return works.stream().filter(wanted).toList();
    }

    List<Work> trace(String traceId) {
        return all(work -> work.traceId.equals(traceId));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList().forEach(this::keep);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized void keep(ResourceSpans ofService) {
        String service = attribute(ofService.getResource().getAttributesList(), "service.name");
        for (ScopeSpans scope : ofService.getScopeSpansList()) {
            for (Span span : scope.getSpansList()) {
                if (works.size() == KEPT) {
                    works.removeFirst();
                }
                works.addLast(new Work(service, span.getName(), span.getKind(), hex(span.getTraceId()),
                        hex(span.getSpanId()), hex(span.getParentSpanId()),
                        attribute(span.getAttributesList(), "messaging.kafka.message.key")));
            }
        }
    }

    private static String attribute(List<io.opentelemetry.proto.common.v1.KeyValue> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
