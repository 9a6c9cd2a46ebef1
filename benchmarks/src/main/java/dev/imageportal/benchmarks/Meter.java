package dev.imageportal.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Measures what work costs in the processes of some groups, from its start until it is stopped.
final class Meter {

    private static final Duration MEMORY_EVERY = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(180);
    private static final int QUIET_LOOKS = 3;
    /// Of one processor: what the idle processes need, and a little more.
    private static final double QUIET = 0.15;

    private final Groups groups;
    private final DoubleSupplier allocation;
    private final BooleanSupplier workLeft;
    private final Map<String, Double> processor;
    private final double allocated;
    private final double machine;
    private final double own;
    private final Map<String, Long> memory = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final @Nullable Thread sampler;

    private Meter(Groups groups, DoubleSupplier allocation, BooleanSupplier workLeft, boolean withMemory) {
        this.groups = groups;
        this.allocation = allocation;
        this.workLeft = workLeft;
        this.allocated = allocation.getAsDouble();
        this.processor = groups.processorSeconds();
        this.machine = Processes.machineSeconds();
        this.own = ownSeconds();
        this.sampler = withMemory ? Thread.ofPlatform().daemon().name("memory").start(this::sample) : null;
    }

    /// @param allocation bytes that were allocated since the processes started
    /// @param workLeft   whether work in the background waits for its turn
    static Meter start(Groups groups, DoubleSupplier allocation, BooleanSupplier workLeft) {
        return new Meter(groups, allocation, workLeft, false);
    }

    /// Looks at the memory too, for which the kernel goes through all pages of all processes: several of them take it a
    /// fifth of a processor, so that what is measured for its speed is measured without.
    static Meter startWithMemory(Groups groups, DoubleSupplier allocation, BooleanSupplier workLeft) {
        return new Meter(groups, allocation, workLeft, true);
    }

    Usage stop() {
        return stop(0);
    }

    /// Waits until the processes are quiet first, so that work in the background counts.
    Usage stopWhenQuiet() throws InterruptedException {
        long begun = System.nanoTime();
        double quietAt = 0;
        double before = sum(groups.processorSeconds());
        long quiet = 0;
        while (quiet < QUIET_LOOKS && System.nanoTime() - begun < DRAIN_AT_MOST.toNanos()) {
            Thread.sleep(LOOK);
            double now = sum(groups.processorSeconds());
            if (now - before < QUIET * LOOK.toMillis() / 1000.0 && !workLeft.getAsBoolean()) {
                quiet++;
            } else {
                quiet = 0;
                quietAt = (System.nanoTime() - begun) / 1e9;
            }
            before = now;
        }
        return stop(quietAt);
    }

    private Usage stop(double drained) {
        Map<String, Double> used = groups.processorSeconds();
        used.replaceAll((name, seconds) -> Math.max(0, seconds - processor.getOrDefault(name, 0.0)));
        double driver = ownSeconds() - own;
        double elsewhere = Processes.machineSeconds() - machine - driver - sum(used);
        stop.countDown();
        if (sampler != null) {
            try {
                sampler.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new Usage(used, Map.copyOf(memory), allocation.getAsDouble() - allocated, driver,
                Math.max(0, elsewhere), drained);
    }

    private void sample() {
        try {
            do {
                groups.memory().forEach((name, bytes) -> memory.merge(name, bytes, Math::max));
            } while (!stop.await(MEMORY_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double ownSeconds() {
        return Processes.processorSeconds(ProcessHandle.current().pid());
    }

    private static double sum(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
