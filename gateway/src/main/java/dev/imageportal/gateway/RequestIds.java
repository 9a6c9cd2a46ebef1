package dev.imageportal.gateway;

import dev.imageportal.defaults.RequestId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Names each request, so that it can be found again: in the answer, in the gateway's log lines, and at the services.
/// The client's own `X-Request-Id` is kept when it is well-formed.
@Component
@Order(FilterOrder.REQUEST_ID)
class RequestIds implements WebFilter {

    static final String HEADER = RequestId.HEADER;

    /// Traces begin here too: what a client says of its own is not continued, and reaches no service.
    private static final List<String> TRACES = List.of("traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId",
            "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled", "X-B3-Flags");

    RequestIds() {
        RequestId.goesAlong();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = idOf(exchange);
        exchange.getAttributes().put(HEADER, id);
        exchange.getResponse().beforeCommit(() -> {
            exchange.getResponse().getHeaders().set(HEADER, id);
            return Mono.empty();
        });
        return chain.filter(exchange.mutate().request(request -> request.header(HEADER, id).headers(headers -> {
            TRACES.forEach(headers::remove);
        })).build()).contextWrite(context -> context.put(RequestId.KEY, id));
    }

    /// For log lines that are written outside of the filters.
    static MDC.MDCCloseable inLog(ServerWebExchange exchange) {
        return MDC.putCloseable(RequestId.KEY, exchange.getRequiredAttribute(HEADER));
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    private static String idOf(ServerWebExchange exchange) {
        @Nullable
        String sent = exchange.getRequest().getHeaders().getFirst(HEADER);
        return sent != null && RequestId.isWellFormed(sent) ? sent : newId();
    }
}
