package dev.imageportal.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;

/// An image was accepted; everything that its state names can be fetched.
public record ImageUploaded(String eventId, Instant occurredAt, PublishedImage image) implements ImageEvent {

    public ImageUploaded {
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
