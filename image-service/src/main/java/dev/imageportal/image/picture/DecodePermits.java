package dev.imageportal.image.picture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// Who may have a file decoded: as many at once as there are permits, and of the files that take much memory one.
///
/// First come first served, but that nobody waits for a file that waits for another one's memory.
final class DecodePermits {

    private static final long LARGE_BYTES = 64_000_000;

    private final int all;
    private final List<Turn> waiting = new LinkedList<>();
    private int free;
    private boolean largeFree = true;

    DecodePermits(int permits, MeterRegistry meters) {
        all = permits;
        free = permits;
        gauge(meters, "used", "Pictures that libvips works on", this::used);
        gauge(meters, "waiting", "Pictures that wait for a permit", this::waiting);
        gauge(meters, "max", "Pictures that libvips works on at once, at most", () -> all);
    }

    /// To be given back once.
    interface Permit {
        void release();
    }

    Permit acquire(Path file) throws InterruptedException {
        Turn turn = new Turn(coefficientBytes(file) >= LARGE_BYTES, new CountDownLatch(1));
        wait(turn);
        try {
            turn.come.await();
        } catch (InterruptedException e) {
            giveUp(turn);
            throw e;
        }
        return () -> release(turn);
    }

    synchronized int used() {
        return all - free;
    }

    private synchronized int waiting() {
        return waiting.size();
    }

    private record Turn(boolean large, CountDownLatch come) {}

    private synchronized void wait(Turn turn) {
        waiting.add(turn);
        grant();
    }

    private synchronized void giveUp(Turn turn) {
        if (!waiting.remove(turn)) {
            release(turn);
        }
    }

    private synchronized void release(Turn turn) {
        free++;
        largeFree |= turn.large;
        grant();
    }

    private void grant() {
        for (Iterator<Turn> turns = waiting.iterator(); free > 0 && turns.hasNext();) {
            Turn turn = turns.next();
            if (!turn.large || largeFree) {
                turns.remove();
                free--;
                largeFree &= !turn.large;
                turn.come.countDown();
            }
        }
    }

    private static long coefficientBytes(Path file) throws InterruptedException {
        try (FileChannel channel = FileChannel.open(file); Arena mapping = Arena.ofConfined()) {
            return ProgressiveJpeg.coefficientBytes(channel.map(MapMode.READ_ONLY, 0, channel.size(), mapping));
        } catch (ClosedByInterruptException e) {
            throw interruption(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Who throws it clears the mark, as everywhere.
    private static InterruptedException interruption(ClosedByInterruptException cause) {
        Thread.interrupted();
        var interruption = new InterruptedException();
        interruption.initCause(cause);
        return interruption;
    }

    private static void gauge(MeterRegistry meters, String name, String description, Supplier<Number> value) {
        Gauge.builder("portal.decode.permits." + name, value).description(description).register(meters);
    }
}
