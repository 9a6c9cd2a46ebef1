package dev.imageportal.image;

import dev.imageportal.events.PublishedImage;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The image as clients see it.
///
/// @param displayName the owner's; the user name while user-service can't tell
@Schema(name = ApiDescription.IMAGE, description = "A picture with everything that is to be known of it.")
record ImageResponse(
        @Schema(format = "uuid", description = "UUIDv7: sorts by the time of upload.") String id,
        @Schema(description = "The owner's.") String username,
        @Schema(description = "How the owner wants to be called; the user name where nothing else is known.") String displayName,
        @Schema(maxLength = Caption.MAX_CHARACTERS, description = "Empty when there is none.") String caption,
        @Schema(maxLength = AltText.MAX_CHARACTERS, description = "For those who don't see the picture; empty when there is none.") String altText,
        @ArraySchema(maxItems = Hashtags.MAX, arraySchema = @Schema(description = "Of the caption, each once: NFKC, lower-case, without #.")) List<String> hashtags,
        @Schema(minimum = "1", description = "Pixels, as the picture is shown.") int width,
        @Schema(minimum = "1", description = "Pixels, as the picture is shown.") int height,
        @Schema(minimum = "1", description = "Size of the original file.") long bytes,
        @Schema(description = "Of the original file.") String contentType,
        @Schema(description = "Placeholder, Base64 (https://evanw.github.io/thumbhash/).") String thumbHash,
        @Schema(description = "Time of the upload, UTC.") Instant createdAt,
        @Schema(minimum = "1", description = "One more with every change.") long version,
        @ArraySchema(arraySchema = @Schema(description = "Stored sizes, ascending by width; more formats may be added later.")) List<PublishedImage.Rendition> renditions,
        @Schema(description = "Path of the original under the portal's origin.") String originalUrl,
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
