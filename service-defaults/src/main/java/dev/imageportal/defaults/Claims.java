package dev.imageportal.defaults;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;

/// Sees to it that a request with an [IdempotencyKey] is done once, whichever instances its repetitions reach.
///
/// A claim is a row with a lease that this process renews while the request is under way. When the process dies, the
/// lease runs out and the next repetition takes over.
public final class Claims {

    private static final Logger log = LoggerFactory.getLogger(Claims.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int TRIES = 3;
    /// How long an answer waits for its key to be free again; the database may be away.
    private static final Duration RELEASE = Duration.ofMillis(500);
    private static final List<String> OUTCOMES = List.of("answered", "different", "under-way");

    private final IdempotencyKeys keys;
    private final IdempotencySettings settings;
    private final MeterRegistry metrics;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    /// Of requests that failed together with the database: as many as were under way when it went away.
    private final Set<Held> unreleased = ConcurrentHashMap.newKeySet();

    Claims(IdempotencyKeys keys, IdempotencySettings settings, MeterRegistry metrics) {
        this.keys = keys;
        this.settings = settings;
        this.metrics = metrics;
        OUTCOMES.forEach(this::counter);
    }

    /// Needs nothing of the request's body, so that a repetition that comes too early is told so at once.
    ///
    /// @throws ProblemException 409 while the first request with this key is under way; 429 when the user has too many
    public Claim claim(String username, Optional<IdempotencyKey> key) {
        return key.isPresent() ? claim(new IdempotencyKeys.Name(username, key.get())) : new Unnamed();
    }

    /// Renews the leases of all requests that are under way here, and ends those that could not be ended in time.
    void renew() {
        for (Held claim : unreleased) {
            keys.release(claim.name, claim.id);
            unreleased.remove(claim);
        }
        for (Held claim : held) {
            if (!keys.renew(claim.name, claim.id, settings.lease())) {
                held.remove(claim);
            }
        }
    }

    /// Forgets the keys whose time is over, in bounded steps.
    public void purge() {
        int removed = settings.purgeBatch();
        while (removed == settings.purgeBatch()) {
            removed = keys.removeExpired(settings.purgeBatch());
        }
    }

    private Claim claim(IdempotencyKeys.Name name) {
        String id = UUID.randomUUID().toString();
        // A key can vanish between two looks, when its request fails.
        for (int i = 0; i < TRIES; i++) {
            boolean full = keys.hasAtLeast(name.username(), settings.perUser());
            boolean added = !full && keys.add(name, id, settings.lease(), settings.keep());
            if (added || keys.takeOver(name, id, settings.lease(), settings.keep())) {
                var claim = new Held(name, id);
                held.add(claim);
                return claim;
            }
            Optional<IdempotencyKeys.Entry> entry = keys.find(name);
            if (entry.isPresent()) {
                Claim.Kept kept = entry.get().kept();
                if (kept != null) {
                    return new Answered(kept);
                }
                throw underWay();
            }
            if (full) {
                throw tooMany();
            }
        }
        throw underWay();
    }

    private ProblemException underWay() {
        count("under-way");
        return ProblemException
                .conflict("request-under-way",
                        "The first request with this Idempotency-Key is still under way: ask again for its answer.")
                .retryAfter(RETRY_AFTER);
    }

    private ProblemException tooMany() {
        return ProblemException
                .of(HttpStatus.TOO_MANY_REQUESTS, "too-many-keys",
                        "You have used %,d idempotency keys within %d hours: go on later, or without a key.".formatted(
                                settings.perUser(), settings.keep().toHours()))
                .retryAfter(Duration.ofHours(1));
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return Counter.builder("portal.repeated.requests")
                .description("Requests whose key was known already")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /// Of a request without a key.
    private static final class Unnamed implements Claim {

        @Override
        public Optional<String> earlierAnswer(Mark request) {
            return Optional.empty();
        }

        @Override
        public void keep(Mark request, String answer) {}

        @Override
        public void close() {}
    }

    private final class Held implements Claim {

        private final IdempotencyKeys.Name name;
        private final String id;

        Held(IdempotencyKeys.Name name, String id) {
            this.name = name;
            this.id = id;
        }

        @Override
        public Optional<String> earlierAnswer(Mark request) {
            return Optional.empty();
        }

        @Override
        public void keep(Mark request, String answer) {
            if (!keys.answer(name, id, request.keep(answer), settings.keep())) {
                throw underWay();
            }
        }

        /// Aside, as nobody is to wait once more for a database that did not answer the request itself. Where it does,
        /// whoever was refused finds the key free.
        @Override
        public void close() {
            held.remove(this);
            try {
                if (!Thread.ofVirtual().name("claim-release").start(this::release).join(RELEASE)) {
                    log.debug("An idempotency key is released after the answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void release() {
            try {
                keys.release(name, id);
            } catch (DataAccessException e) {
                unreleased.add(this);
                log.warn("An idempotency key stays claimed for some more seconds: {}", e.getMessage());
            }
        }
    }

    private final class Answered implements Claim {

        private final Kept kept;

        Answered(Kept kept) {
            this.kept = kept;
        }

        @Override
        public Optional<String> earlierAnswer(Mark request) {
            Optional<String> answer = request.answerIn(kept);
            if (answer.isEmpty()) {
                count("different");
                throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                        "This Idempotency-Key was used for a different request: use a new one for each.");
            }
            count("answered");
            return answer;
        }

        @Override
        public void keep(Mark request, String answer) {
            throw new IllegalStateException("the request was answered before");
        }

        @Override
        public void close() {}
    }
}
