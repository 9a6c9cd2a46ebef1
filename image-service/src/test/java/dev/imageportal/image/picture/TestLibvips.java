package dev.imageportal.image.picture;

import dev.imageportal.image.vips.Libvips;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The libvips that the build put into this module, or the system's.
final class TestLibvips {

    private TestLibvips() {}

    static @Nullable Path path() {
        for (String name : new String[]{"libvips.so", "libvips.dylib"}) {
            Path path = Path.of("target", "libvips", name);
            if (Files.exists(path)) {
                return path;
            }
        }
        return null;
    }

    static Libvips load() {
        return Libvips.load(path());
    }

    static PictureProcessor processor() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new PictureProcessor(new PictureSettings(PictureSettings.DEFAULT_MAX_PIXELS, 2, path()),
                new StepTimes(meters), meters);
    }
}
