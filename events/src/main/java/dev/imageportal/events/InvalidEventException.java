package dev.imageportal.events;

import org.jspecify.annotations.Nullable;

/// A record that will never be readable, however often it is tried.
public class InvalidEventException extends RuntimeException {

    public InvalidEventException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
