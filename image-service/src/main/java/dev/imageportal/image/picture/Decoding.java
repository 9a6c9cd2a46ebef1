package dev.imageportal.image.picture;

import dev.imageportal.image.vips.VipsException;
import dev.imageportal.image.vips.VipsImage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The step that takes long and much memory: another thread can end it, and large pictures take turns.
///
/// Most files are decoded a few rows at a time, but interlaced PNG, progressive JPEG and AVIF as a whole: up to 1 GB at
/// 100 megapixels and 16 bits a colour. One such at a time, beside smaller ones, is what a machine can be asked for.
final class Decoding {

    private static final long LARGE = 25_000_000;

    private final Semaphore largePictures;
    private @Nullable VipsImage running;
    private boolean stopped;

    /// @param largePictures of one permit, shared by all decodings
    Decoding(Semaphore largePictures) {
        this.largePictures = largePictures;
    }

    /// Decodes the pixels that a pipeline stands for.
    ///
    /// @param pixels of the file
    VipsImage run(VipsImage pipeline, long pixels) throws VipsException {
        if (pixels <= LARGE) {
            return run(pipeline);
        }
        largePictures.acquireUninterruptibly();
        try {
            return run(pipeline);
        } finally {
            largePictures.release();
        }
    }

    private VipsImage run(VipsImage pipeline) throws VipsException {
        synchronized (this) {
            if (stopped) {
                throw new VipsException("stopped before it began");
            }
            running = pipeline;
        }
        try {
            return pipeline.inMemory();
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    synchronized boolean stopped() {
        return stopped;
    }
}
