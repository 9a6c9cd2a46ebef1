package dev.imageportal.image.picture;

import dev.imageportal.image.picture.DecodePermits.Permit;
import dev.imageportal.image.picture.StepTimes.Step;
import dev.imageportal.image.vips.Libvips;
import dev.imageportal.image.vips.VipsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns an uploaded file into a [ProcessedPicture].
///
/// The work is done by libvips on threads of its own, one per permit, first come first served: a virtual thread that
/// called into native code would hold its carrier thread all the while. A picture in work takes some 20 to 60 MB of
/// native memory and next to nothing of the heap.
public final class PictureProcessor implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PictureProcessor.class);

    /// Far more than any picture within the bounds takes; a guard against files made to be slow.
    private static final long TIME_LIMIT_SECONDS = 180;

    /// At most a hundredth of the time goes into it.
    private static final long TRIM_INTERVAL_NANOS = 400_000_000;

    private final Libvips vips;
    private final long maxPixels;
    private final DecodePermits permits;
    private final Semaphore largePictures = new Semaphore(1, true);
    private final ExecutorService workers;
    private final StepTimes times;
    private final AtomicLong lastTrimmed = new AtomicLong(System.nanoTime());
    private volatile long lastUsed = System.nanoTime();

    /// @throws IllegalStateException when libvips can't be loaded; the message says what to do
    public PictureProcessor(PictureSettings settings, StepTimes times, MeterRegistry meters) {
        this.times = times;
        vips = Libvips.load(settings.libvips());
        maxPixels = settings.maxPixels();
        permits = new DecodePermits(settings.permits(), meters);
        AtomicInteger count = new AtomicInteger();
        workers = Executors.newFixedThreadPool(settings.permits(),
                work -> Thread.ofPlatform().name("picture-" + count.incrementAndGet()).daemon().unstarted(work));
    }

    /// Waits for a permit, then works on the file, which must not change meanwhile.
    ///
    /// @throws PictureRejectedException when the file is not a picture that the portal takes
    /// @throws InterruptedException     when the calling thread was interrupted; the work on the file is then given up
    public ProcessedPicture process(Path file) throws PictureRejectedException, InterruptedException {
        try {
            return process(file, Effort.QUICK, times);
        } finally {
            lastUsed = System.nanoTime();
        }
    }

    /// As [#process], with the best formats; for when nobody waits. It is no step of an upload and counts as none.
    public ProcessedPicture improve(Path file) throws PictureRejectedException, InterruptedException {
        return process(file, Effort.BEST, StepTimes.NONE);
    }

    /// Whether for some time nobody has had a picture processed.
    public boolean hasBeenIdle(Duration time) {
        return permits.used() == 0 && System.nanoTime() - lastUsed >= time.toNanos();
    }

    private ProcessedPicture process(Path file, Effort effort, StepTimes times)
            throws PictureRejectedException, InterruptedException {
        Permit permit;
        try (var _ = times.begin(Step.PERMIT)) {
            permit = permits.acquire(file);
        }
        Work work = new Work(file, permit, effort, times);
        Future<ProcessedPicture> result;
        try {
            result = workers.submit(work);
        } catch (RuntimeException e) {
            permit.release();
            throw e;
        }
        try {
            return result.get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            work.giveUp();
            throw PictureRejectedException.undecodable("decoding it takes too long");
        } catch (InterruptedException e) {
            work.giveUp();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case PictureRejectedException rejected -> throw rejected;
                case RuntimeException unexpected -> throw unexpected;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        workers.close();
    }

    private void trim() {
        long last = lastTrimmed.get();
        long now = System.nanoTime();
        if (now - last >= TRIM_INTERVAL_NANOS && lastTrimmed.compareAndSet(last, now)) {
            vips.trim();
        }
    }

    /// One file's way through libvips, by which its permit comes back.
    private final class Work implements Callable<ProcessedPicture> {

        private final Path file;
        private final Permit permit;
        private final Effort effort;
        private final StepTimes times;
        private final Decoding decoding = new Decoding(largePictures);
        private @Nullable ProcessedPicture result;

        Work(Path file, Permit permit, Effort effort, StepTimes times) {
            this.file = file;
            this.permit = permit;
            this.effort = effort;
            this.times = times;
        }

        @Override
        public ProcessedPicture call() throws PictureRejectedException {
            try (Arena mapping = Arena.ofConfined()) {
                ProcessedPicture picture = process(map(mapping));
                if (!finish(picture)) {
                    picture.close();
                }
                return picture;
            } finally {
                trim();
                permit.release();
            }
        }

        private synchronized boolean finish(ProcessedPicture picture) {
            result = picture;
            return !decoding.stopped();
        }

        /// The caller has gone, and with it whoever would close the result.
        synchronized void giveUp() {
            decoding.stop();
            if (result != null) {
                result.close();
            }
        }

        private MemorySegment map(Arena mapping) {
            try (FileChannel channel = FileChannel.open(file)) {
                return channel.map(MapMode.READ_ONLY, 0, channel.size(), mapping);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @SuppressWarnings("MustBeClosedChecker") // the picture closes its memory
        private ProcessedPicture process(MemorySegment bytes) throws PictureRejectedException {
            PictureFile picture = PictureFile.read(bytes, maxPixels);
            Arena memory = Arena.ofShared();
            try {
                Renditions renditions = Renditions.of(vips, bytes, picture.format(), maxPixels, effort, decoding,
                        memory, times);
                return new ProcessedPicture(memory, picture.format(), renditions.width(), renditions.height(),
                        renditions.thumbHash(), CameraData.read(picture.exif()), picture.redactions(),
                        renditions.files());
            } catch (VipsException e) {
                memory.close();
                LOGGER.debug("{} can't be decoded", picture.format(), e);
                throw PictureRejectedException.undecodable("its data is damaged or cut off");
            } catch (PictureRejectedException | RuntimeException e) {
                memory.close();
                throw e;
            }
        }
    }
}
