package dev.imageportal.gateway;

import dev.imageportal.defaults.ProblemException;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A request's body may take its time, but never stand still for longer than
/// [stallTimeout][GatewaySettings#stallTimeout].
@Component
@Order(FilterOrder.BODY_PATIENCE)
class BodyPatience implements WebFilter {

    private final Duration stallTimeout;

    BodyPatience(GatewaySettings settings) {
        this.stallTimeout = settings.stallTimeout();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange.mutate().request(new PatientRequest(exchange.getRequest())).build());
    }

    private final class PatientRequest extends ServerHttpRequestDecorator {

        PatientRequest(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().timeout(stallTimeout, Flux.error(() -> ProblemException
                    .of(HttpStatus.REQUEST_TIMEOUT, "request-timeout",
                            "The request's body stood still for too long.")));
        }
    }
}
