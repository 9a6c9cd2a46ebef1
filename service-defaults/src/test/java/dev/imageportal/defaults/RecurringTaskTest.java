package dev.imageportal.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecurringTaskTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger turns = new AtomicInteger();

    @Test
    void goesOnWhateverATurnThrows() {
        RecurringTask task = new RecurringTask("unlucky", SHORT, () -> {
            if (turns.incrementAndGet() % 2 == 0) {
                throw new StackOverflowError("unforeseen");
            }
            throw new IllegalStateException("unforeseen");
        });
        task.start();

        await().until(() -> turns.get() > 4);
        task.stop();

        assertThat(task.isRunning()).isFalse();
    }

    @Test
    void takesItsNextTurnWhenWoken() {
        RecurringTask task = new RecurringTask("sleeper", LONG, turns::incrementAndGet);
        task.start();
        await().until(() -> turns.get() == 1);

        task.wake();

        await().until(() -> turns.get() == 2);
        task.stop();
    }

    @Test
    void endsAPauseOnlyWhenItEnds() {
        AtomicReference<RecurringTask> self = new AtomicReference<>();
        RecurringTask task = new RecurringTask("careful", SHORT, () -> {
            turns.incrementAndGet();
            self.get().pause(LONG);
        });
        self.set(task);
        task.start();
        await().until(() -> turns.get() == 1);
        Instant before = Instant.now();

        task.wake();
        task.stop();

        assertThat(turns).hasValue(1);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void startsAgainAfterAStop() {
        RecurringTask task = new RecurringTask("again", LONG, turns::incrementAndGet);
        task.start();
        await().until(() -> turns.get() == 1);
        task.stop();

        task.start();

        await().until(() -> turns.get() == 2);
        task.stop();
    }
}
