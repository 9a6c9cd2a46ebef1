package dev.imageportal.image;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The folder where uploads lie while they are read and processed. Its files belong to one process each; those of
/// processes that are gone are removed at the start.
@Component
class Spool {

    private static final String PREFIX = "upload-";

    private final Path directory;
    private final String ownPrefix = PREFIX + ProcessHandle.current().pid() + "-";

    Spool(ImageSettings settings, MeterRegistry metrics) throws IOException {
        Path configured = settings.spoolDirectory();
        directory = configured != null ? configured
                : Path.of(System.getProperty("java.io.tmpdir"), "image-portal-uploads");
        Files.createDirectories(directory);
        removeLeftovers();
        gauge(metrics, "free", "Room for uploads on the spool's disk", File::getUsableSpace);
        gauge(metrics, "total", "Size of the spool's disk", File::getTotalSpace);
    }

    private void gauge(MeterRegistry metrics, String name, String description, ToDoubleFunction<File> value) {
        Gauge.builder("portal.spool." + name, directory.toFile(), value)
                .description(description)
                .baseUnit("bytes")
                .strongReference(true)
                .register(metrics);
    }

    /// A new empty file, which the caller removes.
    Path newFile() throws IOException {
        return Files.createTempFile(directory, ownPrefix, ".part");
    }

    private void removeLeftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(this::isLeftover).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private boolean isLeftover(Path file) {
        String name = file.getFileName().toString();
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        if (name.startsWith(ownPrefix)) {
            return true;
        }
        int end = name.indexOf('-', PREFIX.length());
        try {
            return end > 0 && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length(), end))).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
