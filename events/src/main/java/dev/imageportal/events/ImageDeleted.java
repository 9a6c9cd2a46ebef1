package dev.imageportal.events;

import java.time.Instant;
import java.util.Objects;

/// An image is gone, with everything that its last state named. No later event brings it back.
public record ImageDeleted(String eventId, Instant occurredAt, String imageId, String username, long version)
        implements
            ImageEvent {

    public ImageDeleted {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(imageId, "imageId");
        Objects.requireNonNull(username, "username");
        if (version < 1) {
            throw new IllegalArgumentException("version must be positive: " + version);
        }
    }
}
