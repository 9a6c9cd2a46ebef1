package dev.imageportal.image.picture;

import dev.imageportal.events.PublishedImage;
import org.jspecify.annotations.Nullable;

/// What people like to know of a picture's making, from its EXIF block.
final class CameraData {

    private CameraData() {}

    static PublishedImage.@Nullable Camera read(byte @Nullable [] exif) {
        return null;
    }
}
