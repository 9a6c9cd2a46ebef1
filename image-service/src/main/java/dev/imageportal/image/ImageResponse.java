package dev.imageportal.image;

import dev.imageportal.events.PublishedImage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The image as clients see it.
///
/// @param displayName the owner's; the user name while user-service can't tell
record ImageResponse(
        String id,
        String username,
        String displayName,
        String caption,
        String altText,
        List<String> hashtags,
        int width,
        int height,
        long bytes,
        String contentType,
        String thumbHash,
        Instant createdAt,
        long version,
        List<PublishedImage.Rendition> renditions,
        String originalUrl,
        PublishedImage.@Nullable Camera camera) {

    static ImageResponse of(PublishedImage image, String displayName) {
        return new ImageResponse(image.id(), image.username(), displayName, image.caption(), image.altText(),
                image.hashtags(), image.width(), image.height(), image.bytes(), image.contentType(),
                image.thumbHash(), image.createdAt(), image.version(), image.renditions(), image.originalUrl(),
                image.camera());
    }

    ETag tag() {
        return StateTag.of(version, displayName);
    }
}
