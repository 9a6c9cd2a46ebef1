package dev.imageportal.gateway;

import dev.imageportal.defaults.Problem;
import dev.imageportal.defaults.ProblemException;
import io.netty.channel.ChannelException;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Turns whatever went wrong within the gateway into a problem. What the services answer passes unchanged.
@Component
@Order(-2)
class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        try (var _ = RequestIds.inLog(exchange)) {
            return answer(exchange, error);
        }
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        ServerHttpRequest request = exchange.getRequest();
        if (response.isCommitted()) {
            // the answer breaks off: closing the connection is the only way left to say so
            log.info("{} {} broke off: {}", request.getMethod(), request.getURI().getRawPath(), error.toString());
            return Mono.error(error);
        }
        String path = request.getURI().getRawPath();
        ProblemException failure = failure(request, error);
        Problem problem = failure.problem(path);
        byte[] json = problem.json();
        HttpHeaders headers = response.getHeaders();
        // a service's head may be there already when its body failed
        headers.clear();
        response.setStatusCode(failure.status());
        headers.putAll(problem.headers());
        headers.setContentLength(json.length);
        headers.setCacheControl(CacheControl.noStore());
        if (failure.retryAfterSeconds() != null) {
            headers.set(HttpHeaders.RETRY_AFTER, failure.retryAfterSeconds());
        }
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            return response.setComplete();
        }
        return response.writeWith(Mono.just(response.bufferFactory().wrap(json)));
    }

    private static ProblemException failure(ServerHttpRequest request, Throwable error) {
        return switch (error) {
            case ProblemException refused -> refused;
            case ResponseStatusException answer when answer.getStatusCode().value() == 404 ->
                ProblemException.notFound("There is nothing at this address.");
            // the gateway's own time-out for a service
            case ResponseStatusException answer when answer.getStatusCode().value() == 504 ->
                unavailable(request, error);
            case ResponseStatusException answer when answer.getStatusCode().is4xxClientError() -> ProblemException
                    .of(HttpStatus.valueOf(answer.getStatusCode().value()), "bad-request",
                            "The request is not one that this portal can serve.");
            case IOException e -> unavailable(request, e);
            case TimeoutException e -> unavailable(request, e);
            case ChannelException e -> unavailable(request, e);
            // no connection became free in time, or too many requests wait for one
            case java.util.concurrent.TimeoutException e -> unavailable(request, e);
            case RejectedExecutionException e -> unavailable(request, e);
            default -> {
                log.error("{} {} failed", request.getMethod(), request.getURI().getRawPath(), error);
                yield ProblemException.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal",
                        "Something went wrong on our side; it was logged and will be looked at.");
            }
        };
    }

    private static ProblemException unavailable(ServerHttpRequest request, Throwable error) {
        log.warn("{} {}: no answer: {}", request.getMethod(), request.getURI().getRawPath(), error.toString());
        return ProblemException.unavailable(
                "This part of the portal does not answer just now; try again in a few seconds.", RETRY_AFTER);
    }
}
