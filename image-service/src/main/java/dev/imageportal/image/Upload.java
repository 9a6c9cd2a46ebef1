package dev.imageportal.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An upload that was read to its end and whose texts keep the rules; what its bytes are is not known yet.
///
/// @param file     its bytes, on disk; closing removes them
/// @param bytes    at least 1
/// @param sha256   hexadecimal, lower-case
/// @param fileName as the client named it
record Upload(Path file, long bytes, String sha256, @Nullable String fileName, Caption caption, AltText altText)
        implements
            AutoCloseable {

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
