package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A file that instances run, from this module's resources.
final class InstanceFile {

    private InstanceFile() {}

    static String read(String name) {
        try (InputStream file = InstanceFile.class.getResourceAsStream("/instance/" + name)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + name + " among the instances' files");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
