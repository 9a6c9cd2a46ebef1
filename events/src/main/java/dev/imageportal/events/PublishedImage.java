package dev.imageportal.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An image's full public state, so that no reader has to ask back.
///
/// @param id          UUIDv7: sorts by the time of upload
/// @param username    the owner's, lower-case
/// @param caption     up to 2,200 characters; empty when there is none
/// @param altText     up to 1,000 characters; empty when there is none
/// @param hashtags    of the caption, in its order, each once: NFKC, lower-case, without `#`
/// @param width       pixels, as the picture is shown (after its EXIF orientation)
/// @param height      pixels, likewise
/// @param bytes       size of the original file
/// @param contentType of the original file
/// @param thumbHash   placeholder, Base64 (https://evanw.github.io/thumbhash/)
/// @param version     1 at the upload, one more with every change
/// @param renditions  ascending by width
/// @param originalUrl path of the original under the portal's origin
/// @param camera      what the camera recorded, when it did
public record PublishedImage(
        String id,
        String username,
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
        List<Rendition> renditions,
        String originalUrl,
        @Nullable Camera camera) {

    public PublishedImage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(caption, "caption");
        Objects.requireNonNull(altText, "altText");
        hashtags = List.copyOf(hashtags);
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(thumbHash, "thumbHash");
        Objects.requireNonNull(createdAt, "createdAt");
        renditions = List.copyOf(renditions);
        Objects.requireNonNull(originalUrl, "originalUrl");
        if (width < 1 || height < 1 || version < 1) {
            throw new IllegalArgumentException(
                    "width, height and version must be positive: " + width + ", " + height + ", " + version);
        }
    }

    /// One stored size of an image; its bytes never change.
    ///
    /// @param url path under the portal's origin
    public record Rendition(String url, int width, int height, String contentType) {

        public Rendition {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(contentType, "contentType");
        }
    }

    /// What people like to know of a picture's making. Position, serial numbers and owner names are never part of it.
    ///
    /// @param exposureTime seconds, as a fraction such as `1/250` or a decimal such as `2.5`
    /// @param fNumber      aperture, the N of f/N
    /// @param iso          sensitivity
    /// @param focalLength  millimetres, of the lens itself
    /// @param takenAt      UTC; where the camera recorded no offset, its clock is taken as UTC
    public record Camera(
            @Nullable String make,
            @Nullable String model,
            @Nullable String lens,
            @Nullable String exposureTime,
            @Nullable Double fNumber,
            @Nullable Integer iso,
            @Nullable Double focalLength,
            @Nullable Instant takenAt) {}
}
