package dev.imageportal.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The contract's examples, which the tests of the producer and of both consumers read: three events of one image, in
/// their order, and the end of their owner's account.
public enum GoldenEvents {
    IMAGE_UPLOADED("image-uploaded.json"), IMAGE_UPDATED("image-updated.json"), IMAGE_DELETED("image-deleted.json");

    private final String file;

    GoldenEvents(String file) {
        this.file = file;
    }

    /// A [UserDeleted].
    public static byte[] userDeleted() {
        return read("user-deleted.json");
    }

    public byte[] json() {
        return read(file);
    }

    public ImageEvent event() {
        return ImageEventJson.read(json());
    }

    private static byte[] read(String file) {
        try (InputStream in = GoldenEvents.class.getResourceAsStream("/golden/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
