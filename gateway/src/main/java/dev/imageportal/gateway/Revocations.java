package dev.imageportal.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Revokes the refresh tokens of ended sessions. The browser has thrown its token away by then, whatever happens here:
/// so a user-service that is away delays nobody's log-out, and is asked again for some minutes.
@Component
class Revocations {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);
    private static final int MAX_WAITING = 1000;

    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final SessionClient sessions;
    private final Counter failures;

    Revocations(SessionClient sessions, MeterRegistry meters) {
        this.sessions = sessions;
        this.failures = Counter.builder("portal.session.revocations.failed")
                .description("Refresh tokens that stayed good after a log-out")
                .register(meters);
    }

    /// Completes after the first attempt, however that ended.
    Mono<Void> revoke(String refreshToken) {
        return sessions.revoke(refreshToken).onErrorResume(e -> {
            tryAgainLater(refreshToken);
            return Mono.empty();
        });
    }

    private void tryAgainLater(String refreshToken) {
        if (!places.tryAcquire()) {
            giveUp("too many wait already");
            return;
        }
        var _ = sessions.revoke(refreshToken)
                .retryWhen(Retry.backoff(10, Duration.ofSeconds(1)).maxBackoff(Duration.ofMinutes(1)))
                .delaySubscription(Duration.ofSeconds(1))
                .doFinally(_ -> places.release())
                .subscribe(_ -> {}, e -> giveUp(e.toString()));
    }

    private void giveUp(String reason) {
        failures.increment();
        log.warn("A refresh token was not revoked: {}", reason);
    }
}
