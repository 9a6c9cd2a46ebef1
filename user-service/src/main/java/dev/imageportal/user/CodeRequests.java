package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Asks for codes once the request was answered: what the pool says, and how long it takes to, would tell whether there
/// is such an account. A process that dies forgets those that wait; their people ask again.
@Component
class CodeRequests implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CodeRequests.class);
    private static final Duration STOP = Duration.ofSeconds(8);
    private static final Duration AFTER_FULL = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final UserSettings.Codes settings;
    private final MeterRegistry metrics;
    private final Semaphore places;
    private final Semaphore turns;

    CodeRequests(UserSettings settings, MeterRegistry metrics) {
        this.settings = settings.codes();
        this.metrics = metrics;
        places = new Semaphore(this.settings.waiting());
        turns = new Semaphore(this.settings.atOnce());
        Gauge.builder("portal.codes.waiting", () -> this.settings.waiting() - places.availablePermits())
                .description("Requests for a code that were answered and not yet worked off")
                .register(metrics);
    }

    /// Names that nobody can have take the same way, up to the pool.
    ///
    /// @param kind in the metrics
    /// @param send true when a code went out
    /// @throws ProblemException `503` when too many wait
    void add(String kind, String username, Predicate<Username> send) {
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("Too many codes are asked for just now; try again in a while.",
                    AFTER_FULL);
        }
        threads.execute(() -> {
            try {
                String result = Username.parse(username).map(name -> result(name, send)).orElse("none");
                metrics.counter("portal.codes.requests", "kind", kind, "result", result).increment();
            } finally {
                places.release();
            }
        });
    }

    private String result(Username username, Predicate<Username> send) {
        try {
            turns.acquire();
            try {
                for (int attempt = 1; attempt < settings.attempts(); attempt++) {
                    try {
                        return send.test(username) ? "sent" : "none";
                    } catch (RuntimeException e) {
                        log.info("No code for {} yet: {}", username, e.toString());
                        Thread.sleep(settings.pause());
                    }
                }
                return send.test(username) ? "sent" : "none";
            } finally {
                turns.release();
            }
        } catch (RuntimeException e) {
            log.warn("No code for {}: {}", username, e.toString());
            return "failed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "failed";
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
