package dev.imageportal.user;

import dev.imageportal.user.AccountDeletion.State;
import dev.imageportal.user.DeletionSteps.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Carries deletions to their end: a loop for each state, so that what waits for Kafka holds up nothing that does not.
/// A deletion goes on at once where it was asked for; a poll finds what a dead instance left.
@Component
class DeletionWorker implements SmartLifecycle {

    private final DeletionSteps steps;
    private final AccountDeletions deletions;
    private final DeletionLoop removing;
    private final List<DeletionLoop> loops;
    private volatile boolean running;
    private volatile long pending;

    DeletionWorker(DeletionSteps steps, AccountDeletions deletions, UserSettings settings, MeterRegistry metrics) {
        this.steps = steps;
        this.deletions = deletions;
        DeletionLoop releasing = new DeletionLoop(State.PUBLISHED, () -> steps.next(State.PUBLISHED), () -> {},
                settings.deletions());
        DeletionLoop publishing = new DeletionLoop(State.REMOVED, this::publish, () -> {}, settings.deletions());
        removing = new DeletionLoop(State.RECORDED, () -> steps.next(State.RECORDED), publishing::wake,
                settings.deletions());
        loops = List.of(removing, publishing, releasing);
        Gauge.builder("portal.accounts.deletions.pending", () -> pending)
                .description("Deletions that were asked for and that the other services were not told of")
                .register(metrics);
    }

    /// Says that a deletion was recorded.
    void wake() {
        removing.wake();
    }

    private Outcome publish() {
        pending = deletions.pending();
        return steps.next(State.REMOVED);
    }

    @Override
    public void start() {
        loops.forEach(DeletionLoop::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        loops.forEach(DeletionLoop::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
