package dev.imageportal.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.imageportal.defaults.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// One limit: a bucket of tokens for each address or user. A bucket that nobody used for its whole window is full again,
/// so it is forgotten.
final class RateLimit {

    private final String name;
    private final Quota quota;
    private final Cache<String, Bucket> buckets;
    private final Counter rejections;

    RateLimit(String name, Quota quota, int remembered, MeterRegistry meters) {
        this.name = name;
        this.quota = quota;
        this.buckets = Caffeine.newBuilder().maximumSize(remembered).expireAfterAccess(quota.window()).build();
        this.rejections = Counter.builder("portal.rate.limit.rejections")
                .description("Requests that were refused because they came too often")
                .tag("policy", name)
                .register(meters);
    }

    /// Takes one token, and says in the answer what is left.
    ///
    /// @throws ProblemException `429` when there is none
    void takeAndTell(String key, ServerWebExchange exchange) {
        tell(take(key, exchange), exchange);
    }

    /// Takes one token.
    ///
    /// @throws ProblemException `429` when there is none
    ConsumptionProbe take(String key, ServerWebExchange exchange) {
        ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            rejections.increment();
            tell(probe, exchange);
            throw ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests",
                    "This came too often (" + name + "); wait as long as the Retry-After header says.")
                    .retryAfter(Duration.ofSeconds(seconds(probe.getNanosToWaitForRefill())));
        }
        return probe;
    }

    /// Of a token that was taken in advance.
    void giveBack(String key) {
        bucket(key).addTokens(1);
    }

    private Bucket bucket(String key) {
        return buckets.get(key, _ -> Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.requests())
                        .refillGreedy(quota.requests(), quota.window()))
                .build());
    }

    /// See https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (revision 11).
    private void tell(ConsumptionProbe probe, ServerWebExchange exchange) {
        exchange.getResponse().beforeCommit(() -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.set("RateLimit-Policy",
                    "\"%s\";q=%d;w=%d".formatted(name, quota.requests(), quota.window().toSeconds()));
            headers.set("RateLimit", "\"%s\";r=%d;t=%d"
                    .formatted(name, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
            return Mono.empty();
        });
    }

    /// Rounded up: who waits that long does not come too early.
    private static long seconds(long nanoseconds) {
        return TimeUnit.NANOSECONDS.toSeconds(nanoseconds + TimeUnit.SECONDS.toNanos(1) - 1);
    }
}
