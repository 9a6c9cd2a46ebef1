package dev.imageportal.user;

import dev.imageportal.defaults.RecurringTask;
import dev.imageportal.user.AccountDeletion.State;
import dev.imageportal.user.DeletionSteps.Outcome;
import java.time.Duration;
import java.util.function.Supplier;
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
    private final RecurringTask task;
    private Duration backoff = FIRST_BACKOFF;

    /// @param done called after each step that was taken
    DeletionLoop(State state, Supplier<Outcome> step, Runnable done, UserSettings.Deletions settings) {
        this.state = state;
        this.step = step;
        this.done = done;
        this.settings = settings;
        task = new RecurringTask("deletions " + state, settings.poll(), this::turn);
    }

    /// Says that there is something to do. Called after the transaction that made it so.
    void wake() {
        task.wake();
    }

    void start() {
        task.start();
    }

    void stop() {
        task.stop();
    }

    private void turn() {
        Outcome outcome = tryStep();
        if (outcome == Outcome.FAILED) {
            task.pause(backoff);
        }
        backoff = outcome == Outcome.FAILED ? longer(backoff) : FIRST_BACKOFF;
        if (outcome == Outcome.DONE) {
            done.run();
        }
        if (outcome != Outcome.NOTHING_DUE) {
            task.wake();
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

    private Duration longer(Duration backoff) {
        Duration doubled = backoff.multipliedBy(2);
        return doubled.compareTo(settings.retryAfter()) < 0 ? doubled : settings.retryAfter();
    }
}
