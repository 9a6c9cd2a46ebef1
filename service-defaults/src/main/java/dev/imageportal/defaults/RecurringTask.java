package dev.imageportal.defaults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Work that this process does again and again, on a thread of its own: while one task waits for something that is away,
/// the others go on. A failure is logged when it begins, and the task goes on at its next turn.
///
/// Tasks start before the first request is taken and stop after the last one was answered.
public final class RecurringTask implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RecurringTask.class);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final String name;
    private final Duration interval;
    private final Runnable work;
    private final Semaphore woken = new Semaphore(0);
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;
    private boolean failing;

    /// @param interval between two turns, from the end of one to the beginning of the next
    public RecurringTask(String name, Duration interval, Runnable work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
    }

    /// Brings the next turn forward to now.
    public void wake() {
        woken.release();
    }

    /// For the work itself: waits before it goes on or ends its turn. No wake cuts the pause short, as it is for leaving
    /// something alone; the task's end does.
    public void pause(Duration pause) {
        try {
            stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /// A turn that is under way has some seconds to end.
    @Override
    public synchronized void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            stopped.countDown();
            wake();
            try {
                if (!running.join(STOP)) {
                    running.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        CountDownLatch end = stopped;
        try {
            while (end.getCount() > 0) {
                turn();
                if (woken.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            log.debug("The task '{}' was interrupted", name);
        }
    }

    private void turn() {
        try {
            work.run();
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                log.warn("The task '{}' failed and is tried again: {}", name, e.toString());
            }
            failing = true;
        }
    }
}
