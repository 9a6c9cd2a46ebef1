package dev.imageportal.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// Times every request for the objectives: from its last byte to the first of its answer, which is the portal's share of
/// the time; what the client's own line takes to send a picture, or to fetch one, is not.
@Component
@Order(FilterOrder.METERS)
class RequestMeters implements WebFilter {

    private enum Outcome {
        OK,
        /// 4xx: the client's fault.
        REFUSED,
        /// 429
        LIMITED,
        /// 5xx: the portal's fault.
        FAILED,
        /// The client went away before it had an answer.
        GONE;

        static Outcome of(@Nullable HttpStatusCode status) {
            if (status == null || !status.isError()) {
                return OK;
            }
            if (status.is5xxServerError()) {
                return FAILED;
            }
            return status.value() == 429 ? LIMITED : REFUSED;
        }
    }

    private final MeterRegistry meters;

    RequestMeters(MeterRegistry meters) {
        this.meters = meters;
        // A failure that is a counter's first value is no increase of it: so each begins with 0.
        KnownRoute.ofJourneys().forEach(route -> {
            timer(route, Outcome.OK);
            timer(route, Outcome.FAILED);
        });
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        TimedRequest request = new TimedRequest(exchange.getRequest());
        exchange.getResponse().beforeCommit(() -> {
            request.end(Outcome.of(exchange.getResponse().getStatusCode()));
            return Mono.empty();
        });
        return chain.filter(exchange.mutate().request(request).build()).doFinally(end -> {
            if (end == SignalType.CANCEL) {
                request.end(Outcome.GONE);
            }
        });
    }

    private Timer timer(KnownRoute route, Outcome outcome) {
        return Timer.builder("portal.gateway.requests")
                .description("From a request's last byte to its answer's first")
                .tag("journey", route.journey().label())
                .tag("route", route.name())
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(route.journey().bounds())
                .register(meters);
    }

    private final class TimedRequest extends ServerHttpRequestDecorator {

        private final KnownRoute route;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile long since = System.nanoTime();
        private volatile boolean brokenOff;

        TimedRequest(ServerHttpRequest request) {
            super(request);
            route = KnownRoute.of(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().doOnComplete(() -> since = System.nanoTime()).doOnError(_ -> brokenOff = true);
        }

        /// An answer to a request that broke off reaches nobody, whatever it says.
        void end(Outcome outcome) {
            if (ended.compareAndSet(false, true)) {
                timer(route, brokenOff ? Outcome.GONE : outcome)
                        .record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
            }
        }
    }
}
