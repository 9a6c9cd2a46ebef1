package dev.imageportal.gateway;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Asks a service once more when the connection ended before a single byte of its answer came: it may close a kept
/// connection just when the next request is on its way. Only for what changes nothing and carries no body (RFC 9110,
/// 9.2.2). Time-outs are no reason to ask again, so that a service that is slow is not asked for more.
///
/// The gateway's library has a filter that retries. It would hold each upload's body in memory, and try again when half
/// of the answer has gone out.
@Component
class SecondTry implements GlobalFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(SecondTry.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!changesNothing(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        return chain.filter(exchange)
                .retryWhen(Retry.max(1)
                        .filter(error -> error instanceof IOException
                                && exchange.getAttribute(CLIENT_RESPONSE_ATTR) == null)
                        .doBeforeRetry(failed -> prepare(exchange, failed.failure()))
                        .onRetryExhaustedThrow((_, failed) -> failed.failure()));
    }

    private static boolean changesNothing(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return (request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD))
                && headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void prepare(ServerWebExchange exchange, Throwable error) {
        log.info("{} {} is asked once more: {}", exchange.getRequest().getMethod(),
                exchange.getRequest().getURI().getRawPath(), error.toString());
        ServerWebExchangeUtils.reset(exchange);
    }

    /// Around the filters that ask the service and that pass its answer on.
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
