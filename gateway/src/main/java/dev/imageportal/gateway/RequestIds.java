package dev.imageportal.gateway;

import io.micrometer.context.ContextRegistry;
import java.util.UUID;
import java.util.regex.Pattern;
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

    static final String HEADER = "X-Request-Id";

    private static final String KEY = "requestId";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+/=-]{0,63}");

    RequestIds() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(KEY, () -> MDC.get(KEY), id -> MDC.put(KEY, id), () -> MDC.remove(KEY));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = idOf(exchange);
        exchange.getAttributes().put(HEADER, id);
        exchange.getResponse().beforeCommit(() -> {
            exchange.getResponse().getHeaders().set(HEADER, id);
            return Mono.empty();
        });
        return chain.filter(exchange.mutate().request(request -> request.header(HEADER, id)).build())
                .contextWrite(context -> context.put(KEY, id));
    }

    /// For log lines that are written outside of the filters.
    static MDC.MDCCloseable inLog(ServerWebExchange exchange) {
        return MDC.putCloseable(KEY, exchange.getRequiredAttribute(HEADER));
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    private static String idOf(ServerWebExchange exchange) {
        @Nullable
        String sent = exchange.getRequest().getHeaders().getFirst(HEADER);
        return sent != null && FORM.matcher(sent).matches() ? sent : newId();
    }
}
