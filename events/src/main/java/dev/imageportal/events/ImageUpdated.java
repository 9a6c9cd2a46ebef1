package dev.imageportal.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;

/// An image's public state changed: caption, alternative text or the list of renditions.
public record ImageUpdated(String eventId, Instant occurredAt, PublishedImage image) implements ImageEvent {

    public ImageUpdated {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(image, "image");
    }

    @Override
    @JsonIgnore
    public String imageId() {
        return image.id();
    }

    @Override
    @JsonIgnore
    public long version() {
        return image.version();
    }
}
