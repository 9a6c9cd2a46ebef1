package dev.imageportal.image.picture;

import dev.imageportal.image.vips.VipsException;
import dev.imageportal.image.vips.VipsImage;
import org.jspecify.annotations.Nullable;

/// The step that runs long on hostile files, so that another thread can end it.
final class Decoding {

    private @Nullable VipsImage running;
    private boolean stopped;

    /// Decodes the pixels that a pipeline stands for.
    VipsImage run(VipsImage pipeline) throws VipsException {
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
