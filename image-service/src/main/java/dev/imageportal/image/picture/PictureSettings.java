package dev.imageportal.image.picture;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Bounds of picture processing.
///
/// @param maxPixels what a picture may have at most, width times height
/// @param permits   how many pictures are worked on at once; one per core keeps all cores busy
/// @param libvips   path of the libvips shared library, or `null` for the system's
public record PictureSettings(long maxPixels, int permits, @Nullable Path libvips) {

    public static final long DEFAULT_MAX_PIXELS = 100_000_000;

    public PictureSettings {
        if (maxPixels < 1 || permits < 1) {
            throw new IllegalArgumentException(
                    "maxPixels and permits must be positive: " + maxPixels + ", " + permits);
        }
    }
}
