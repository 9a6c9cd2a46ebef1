package dev.imageportal.user;

import dev.imageportal.user.AccountDeletion.State;
import dev.imageportal.user.DeletionSteps.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one step after another of the deletions in one state, in a thread of its own.
final class DeletionLoop {

    private static final Logger log = LoggerFactory.getLogger(DeletionLoop.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);

    private final State state;
    private final Supplier<Outcome> step;
    private final Runnable done;
    private final UserSettings.Deletions settings;
    private final Semaphore woken = new Semaphore(0);
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;

    /// @param done called after each step that was taken
    DeletionLoop(State state, Supplier<Outcome> step, Runnable done, UserSettings.Deletions settings) {
        this.state = state;
        this.step = step;
        this.done = done;
        this.settings = settings;
    }

    /// Says that there is something to do. Called after the transaction that made it so.
    void wake() {
        woken.release();
    }

    void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("deletions " + state).start(this::run);
    }

    /// A step that is under way is finished, within its own time-outs.
    void stop() throws InterruptedException {
        stopped.countDown();
        wake();
        if (thread != null && !thread.join(settings.sendTimeout())) {
            thread.interrupt();
        }
    }

    private void run() {
        CountDownLatch end = stopped;
        Duration backoff = FIRST_BACKOFF;
        try {
            while (end.getCount() > 0) {
                Outcome outcome = tryStep();
                switch (outcome) {
                    case DONE -> done.run();
                    case NOTHING_DUE -> awaitWork();
                    case FAILED -> end.await(backoff.toNanos(), TimeUnit.NANOSECONDS);
                }
                backoff = outcome == Outcome.FAILED ? longer(backoff) : FIRST_BACKOFF;
            }
        } catch (InterruptedException e) {
            log.debug("Deletions in state {} were interrupted", state);
        }
    }

    private Outcome tryStep() {
        try {
            return step.get();
        } catch (RuntimeException e) {
            log.warn("Deletions in state {} wait: {}", state, e.toString());
            return Outcome.FAILED;
        }
    }

    private void awaitWork() throws InterruptedException {
        if (woken.tryAcquire(settings.poll().toNanos(), TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
    }

    private Duration longer(Duration backoff) {
        Duration doubled = backoff.multipliedBy(2);
        return doubled.compareTo(settings.retryAfter()) < 0 ? doubled : settings.retryAfter();
    }
}
