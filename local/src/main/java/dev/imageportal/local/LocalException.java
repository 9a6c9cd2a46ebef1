package dev.imageportal.local;

import org.jspecify.annotations.Nullable;

/// Something that the person at the console can mend; the message says how.
public class LocalException extends RuntimeException {

    public LocalException(String message) {
        this(message, null);
    }

    public LocalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
