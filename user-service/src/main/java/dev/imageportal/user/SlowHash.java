package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// PBKDF2 with HMAC-SHA256 (RFC 8018), a few at once and on threads of the system: on virtual ones, which run until they
/// wait, all other requests would stand still meanwhile. Who waits for a turn is counted by whoever calls.
@Component
class SlowHash implements DisposableBean {

    private static final int BITS = 256;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ExecutorService threads;
    private final int iterations;
    private final Timer timer;

    SlowHash(UserSettings settings, MeterRegistry metrics) {
        iterations = settings.repetitions().iterations();
        threads = Executors.newFixedThreadPool(settings.repetitions().hashing(),
                Thread.ofPlatform().daemon().name("slow-hash-", 0).factory());
        timer = Timer.builder("portal.repeated.requests.hash")
                .description("Time that a processor takes to hash a request that may be repeated")
                .register(metrics);
    }

    /// For whatever is hashed now.
    int iterations() {
        return iterations;
    }

    /// @return 32 bytes
    byte[] of(String text, byte[] salt, int count) {
        try {
            return threads.submit(() -> timer.recordCallable(() -> hash(text, salt, count))).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("This instance stops: try again.", RETRY_AFTER);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }

    private static byte[] hash(String text, byte[] salt, int count) throws GeneralSecurityException {
        var parameters = new PBEKeySpec(text.toCharArray(), salt, count, BITS);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(parameters).getEncoded();
    }
}
