package dev.imageportal.gateway;

import io.netty.channel.ChannelException;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
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
        ServerHttpResponse response = exchange.getResponse();
        ServerHttpRequest request = exchange.getRequest();
        if (response.isCommitted()) {
            // the answer breaks off: closing the connection is the only way left to say so
            log.info("{} {} broke off: {}", request.getMethod(), request.getURI().getRawPath(), error.toString());
            return Mono.error(error);
        }
        Problem problem = problem(request, error);
        byte[] json = problem.json();
        HttpHeaders headers = response.getHeaders();
        // a service's head may be there already when its body failed
        headers.clear();
        response.setRawStatusCode(problem.status());
        headers.set(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE);
        headers.setContentLength(json.length);
        headers.setCacheControl("no-store");
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            return response.setComplete();
        }
        DataBuffer body = response.bufferFactory().wrap(json);
        return response.writeWith(Mono.just(body));
    }

    private static Problem problem(ServerHttpRequest request, Throwable error) {
        String path = request.getURI().getRawPath();
        return switch (error) {
            case GatewayProblemException refused -> refused.problem(path);
            case ResponseStatusException answer when answer.getStatusCode().value() == 404 ->
                Problem.of(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address.", path);
            // the gateway's own time-out for a service
            case ResponseStatusException answer when answer.getStatusCode().value() == 504 -> unavailable(path, error);
            case ResponseStatusException answer when answer.getStatusCode().is4xxClientError() -> {
                HttpStatus status = HttpStatus.valueOf(answer.getStatusCode().value());
                yield Problem.of(status, "bad-request", "The request can't be read.", path);
            }
            case IOException e -> unavailable(path, e);
            case TimeoutException e -> unavailable(path, e);
            case ChannelException e -> unavailable(path, e);
            // no connection became free in time, or too many requests wait for one
            case java.util.concurrent.TimeoutException e -> unavailable(path, e);
            case RejectedExecutionException e -> unavailable(path, e);
            default -> {
                log.error("{} {} failed", request.getMethod(), path, error);
                yield Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong in the gateway.",
                        path);
            }
        };
    }

    private static Problem unavailable(String path, Throwable error) {
        log.warn("No answer for {}: {}", path, error.toString());
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable",
                "This part of the portal does not answer just now. Try again in a few seconds.", path);
    }
}
