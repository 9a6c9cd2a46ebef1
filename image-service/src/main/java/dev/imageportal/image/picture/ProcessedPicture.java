package dev.imageportal.image.picture;

import dev.imageportal.events.PublishedImage;
import java.lang.foreign.Arena;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the portal makes of an uploaded file. Closing it frees the renditions' memory.
public final class ProcessedPicture implements AutoCloseable {

    private final Arena memory;
    private final PictureFormat format;
    private final int width;
    private final int height;
    private final String thumbHash;
    private final PublishedImage.@Nullable Camera camera;
    private final Redactions redactions;
    private final List<EncodedRendition> renditions;

    ProcessedPicture(Arena memory, PictureFormat format, int width, int height, String thumbHash,
            PublishedImage.@Nullable Camera camera, Redactions redactions, List<EncodedRendition> renditions) {
        this.memory = memory;
        this.format = format;
        this.width = width;
        this.height = height;
        this.thumbHash = thumbHash;
        this.camera = camera;
        this.redactions = redactions;
        this.renditions = List.copyOf(renditions);
    }

    public PictureFormat format() {
        return format;
    }

    /// Pixels of the original as it is shown, after its orientation.
    public int width() {
        return width;
    }

    /// Pixels of the original as it is shown, after its orientation.
    public int height() {
        return height;
    }

    /// Placeholder, Base64 (https://evanw.github.io/thumbhash/).
    public String thumbHash() {
        return thumbHash;
    }

    /// What the camera recorded, when it did.
    public PublishedImage.@Nullable Camera camera() {
        return camera;
    }

    /// What turns the original into the file that others download.
    public Redactions redactions() {
        return redactions;
    }

    /// Ascending by size, all in one format; at least one.
    public List<EncodedRendition> renditions() {
        return renditions;
    }

    /// Whether there is a better format, which took too long while somebody waited.
    public boolean improvable() {
        return renditions.getFirst().format() != RenditionFormat.WEBP;
    }

    @Override
    public void close() {
        if (memory.scope().isAlive()) {
            memory.close();
        }
    }
}
