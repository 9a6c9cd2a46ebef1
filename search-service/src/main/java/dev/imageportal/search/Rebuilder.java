package dev.imageportal.search;

import dev.imageportal.search.IndexState.Rebuild;
import dev.imageportal.search.PublishedImages.ImagePage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Makes the index agree with image-service, page by page, while searches and events go on: by itself where the index
/// is new or a former rebuild did not come to its end, and when somebody asks for it.
///
/// Progress is kept in the index, so a rebuild goes on where it was when the service ended. While image-service is
/// away it keeps trying, ever more slowly.
@Component
class Rebuilder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rebuilder.class);

    private static final Duration STOP = Duration.ofSeconds(10);

    private final PictureIndex index;
    private final IndexUpdates updates;
    private final PublishedImages images;
    private final SearchSettings settings;
    private final InstantSource clock;
    /// Ends the waits between tries; the thread is never interrupted, as that could hit the index while it writes.
    private CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile @Nullable Rebuild rebuild;
    private volatile @Nullable String error;

    /// @param rebuild the one under way, else the last one; null before there was any
    /// @param error   why the last try failed, null when it did not
    record Progress(@Nullable Rebuild rebuild, @Nullable String error) {

        boolean running() {
            return rebuild != null && !rebuild.finished();
        }
    }

    Rebuilder(PictureIndex index, IndexUpdates updates, PublishedImages images, SearchSettings settings,
            InstantSource clock, MeterRegistry meters) {
        this.index = index;
        this.updates = updates;
        this.images = images;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("portal.search.rebuild.running", this, rebuilder -> rebuilder.progress().running() ? 1 : 0)
                .description("1 while the index is being rebuilt")
                .register(meters);
        Gauge.builder("portal.search.rebuild.processed", this, Rebuilder::processed)
                .description("Images read by the rebuild under way, else by the last one")
                .register(meters);
    }

    /// Begins a rebuild.
    ///
    /// @return false when one is under way
    synchronized boolean begin() {
        if (progress().running()) {
            return false;
        }
        Rebuild begun = Rebuild.begin(clock.instant());
        updates.saveProgress(begun);
        run(begun);
        return true;
    }

    Progress progress() {
        return new Progress(rebuild, error);
    }

    private double processed() {
        Rebuild current = rebuild;
        return current == null ? 0 : current.processed();
    }

    private void run(Rebuild begun) {
        rebuild = begun;
        error = null;
        thread = Thread.ofVirtual().name("rebuild").start(() -> work(begun));
    }

    private void work(Rebuild begun) {
        log.info("The index is rebuilt from image-service, from image {} on",
                begun.after() == null ? "one" : begun.after());
        Rebuild current = begun;
        Duration wait = settings.rebuildRetry();
        while (!current.finished() && stopping.getCount() > 0) {
            try {
                current = next(current);
                rebuild = current;
                error = null;
                wait = settings.rebuildRetry();
            } catch (RuntimeException e) {
                error = String.valueOf(e.getMessage());
                log.warn("The rebuild waits {} ms after {} images: {}", wait.toMillis(), current.processed(), error);
                pause(wait);
                Duration doubled = wait.multipliedBy(2);
                wait = doubled.compareTo(settings.rebuildRetryAtMost()) < 0 ? doubled : settings.rebuildRetryAtMost();
            }
        }
        if (current.finished()) {
            log.info("The index is rebuilt: image-service has {} images", current.processed());
        }
    }

    private Rebuild next(Rebuild current) {
        ImagePage page = images.page(current.after(), settings.rebuildPage());
        String after = page.nextAfter();
        if (after != null && after.equals(current.after())) {
            throw new IllegalStateException("image-service's pages do not advance beyond " + after);
        }
        Rebuild next = current.advance(after, page.items().size());
        if (after == null) {
            next = next.finish(clock.instant());
        }
        updates.applyPage(current, next, page.items());
        return next;
    }

    private void pause(Duration wait) {
        try {
            boolean stopped = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            log.debug("Waited, and the service {}", stopped ? "ends" : "goes on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        IndexState state = index.state();
        if (state == null) {
            begin();
        } else if (state.rebuild().finished()) {
            rebuild = state.rebuild();
        } else {
            run(state.rebuild());
        }
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        try {
            if (thread != null) {
                thread.join(STOP);
                thread = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return stopping.getCount() > 0 && (rebuild != null || thread != null);
    }
}
