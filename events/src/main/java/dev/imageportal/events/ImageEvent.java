package dev.imageportal.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/// What happened to one image.
///
/// Delivery is at least once and in order per image. [#version] grows with every event of an image, so a reader that
/// keeps the highest version it applied recognises duplicates and events that come late.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
        @JsonSubTypes.Type(value = ImageUploaded.class, name = "image-uploaded"),
        @JsonSubTypes.Type(value = ImageUpdated.class, name = "image-updated"),
        @JsonSubTypes.Type(value = ImageDeleted.class, name = "image-deleted")})
public sealed interface ImageEvent permits ImageUploaded, ImageUpdated, ImageDeleted {

    /// Unique per event, a UUID.
    String eventId();

    Instant occurredAt();

    String imageId();

    /// 1 at the upload, one more with every change, the deletion included.
    long version();
}
