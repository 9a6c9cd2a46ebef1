package dev.imageportal.benchmarks;

import java.net.URI;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Uploads by Gatling, and what came of them.
///
/// @param clients   each uploads again as soon as it has its answer; 0 when `perSecond` says how many there are
/// @param perSecond uploads that begin in a second, whatever became of the earlier ones
/// @param count     of all uploads
record UploadLoad(
        URI url,
        String token,
        List<Photos.Photo> photos,
        int clients,
        double perSecond,
        int count,
        Results results) {

    static UploadLoad closed(URI url, String token, List<Photos.Photo> photos, int clients, int count) {
        return new UploadLoad(url, token, photos, clients, 0, count, new Results());
    }

    static UploadLoad open(URI url, String token, List<Photos.Photo> photos, double perSecond, int count) {
        return new UploadLoad(url, token, photos, 0, perSecond, count, new Results());
    }

    /// Filled while the load runs.
    static final class Results {

        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicLong first = new AtomicLong();
        private final AtomicLong last = new AtomicLong();
        private final Collection<Long> latencies = new ConcurrentLinkedQueue<>();
        private final AtomicInteger failed = new AtomicInteger();
        private final Map<String, Long> accepted = new ConcurrentHashMap<>();
        private final Deque<String> renditions = new ConcurrentLinkedDeque<>();
        private final AtomicReference<@Nullable Meter> meter = new AtomicReference<>();

        /// Which upload this one is, from 0 on.
        int begin() {
            first.compareAndSet(0, System.nanoTime());
            return begun.getAndIncrement();
        }

        void accepted(long asked, String id, List<String> urls) {
            long now = System.nanoTime();
            latencies.add(now - asked);
            accepted.put(id, now);
            renditions.addAll(urls);
            last.accumulateAndGet(now, Math::max);
        }

        void failed() {
            failed.incrementAndGet();
        }

        /// Each picture's id, with the instant of its `201` by [System#nanoTime].
        Map<String, Long> accepted() {
            return accepted;
        }

        Collection<String> renditions() {
            return renditions;
        }

        int failures() {
            return failed.get();
        }
    }

    /// Runs the load, and waits until what it brought about in the background is done.
    Round run(Supplier<Meter> meters) throws InterruptedException {
        UploadSimulation.run(this, () -> results.meter.set(meters.get()));
        Meter meter = results.meter.get();
        if (meter == null || results.latencies.isEmpty()) {
            throw new BenchException("no upload succeeded at " + url);
        }
        Usage usage = meter.stopWhenQuiet();
        return new Round(Latencies.of(results.latencies), results.failures(),
                (results.last.get() - results.first.get()) / 1e9, usage);
    }
}
