package dev.imageportal.gateway;

import dev.imageportal.defaults.ProblemException;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How large a request's body may be. A small one is read whole before anything else, so that no service is touched when
/// it turns out too large or never ends, and a refusal leaves nothing unread on the connection. Uploads stream: one that
/// does not say its length breaks off where it grows too large.
@Component
@Order(FilterOrder.BODY_LIMIT)
class BodyLimit implements WebFilter {

    private final DataSize maxBody;
    private final DataSize maxUpload;

    BodyLimit(GatewaySettings settings) {
        this.maxBody = settings.maxBody();
        this.maxUpload = settings.maxUpload();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        boolean upload = Paths.isUpload(request);
        DataSize limit = upload ? maxUpload : maxBody;
        if (request.getHeaders().getContentLength() > limit.toBytes()) {
            return Mono.error(tooLarge(limit));
        }
        boolean chunked = request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (request.getHeaders().getContentLength() <= 0 && !chunked) {
            return chain.filter(exchange);
        }
        if (upload) {
            return chain.filter(exchange.mutate().request(new CountedRequest(request, limit)).build());
        }
        return DataBufferUtils.join(request.getBody(), (int) limit.toBytes())
                .onErrorMap(DataBufferLimitException.class, e -> tooLarge(limit))
                .map(ReadBody::bytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> chain.filter(exchange.mutate().request(new ReadBody(request, body)).build()));
    }

    private static ProblemException tooLarge(DataSize limit) {
        return ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", limit.toMegabytes() > 0
                ? "The request's body is larger than " + limit.toMegabytes() + " MB; send a smaller picture."
                : "The request's body is larger than " + limit.toKilobytes() + " KB; send less.");
    }

    private static final class CountedRequest extends ServerHttpRequestDecorator {

        private final DataSize limit;

        CountedRequest(ServerHttpRequest request, DataSize limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                long[] received = {0};
                return super.getBody().map(buffer -> {
                    received[0] += buffer.readableByteCount();
                    if (received[0] > limit.toBytes()) {
                        DataBufferUtils.release(buffer);
                        throw tooLarge(limit);
                    }
                    return buffer;
                });
            });
        }
    }
}
