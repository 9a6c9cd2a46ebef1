package dev.imageportal.chaos;

import org.jspecify.annotations.Nullable;

/// The fault suite itself cannot go on: nothing is said of the portal.
public final class ChaosException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChaosException(String message) {
        super(message);
    }

    ChaosException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
