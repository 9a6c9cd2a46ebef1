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
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Who may have a file decoded: as many at once as there are permits, first come first served, and of the files that
/// take much memory one. These wait apart, so that others need not wait for them.
final class DecodePermits {

    private static final long LARGE_BYTES = 64_000_000;

    private final int all;
    private final Semaphore permits;
    private final Semaphore large = new Semaphore(1, true);

    DecodePermits(int permits, MeterRegistry meters) {
        all = permits;
        this.permits = new Semaphore(permits, true);
        gauge(meters, "used", "Pictures that libvips works on", this::used);
        gauge(meters, "waiting", "Pictures that wait for a permit",
                () -> this.permits.getQueueLength() + large.getQueueLength());
        gauge(meters, "max", "Pictures that libvips works on at once, at most", () -> all);
    }

    /// To be given back once.
    interface Permit {
        void release();
    }

    Permit acquire(Path file) throws InterruptedException {
        if (coefficientBytes(file) < LARGE_BYTES) {
            permits.acquire();
            return permits::release;
        }
        large.acquire();
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            large.release();
            throw e;
        }
        return () -> {
            permits.release();
            large.release();
        };
    }

    int used() {
        return all - permits.availablePermits();
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
