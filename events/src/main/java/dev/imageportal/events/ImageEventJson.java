package dev.imageportal.events;

/// Events of images to JSON and back, the same way on both sides of a topic.
public final class ImageEventJson {

    private ImageEventJson() {}

    public static byte[] write(ImageEvent event) {
        return EventMapper.write(event);
    }

    /// @throws InvalidEventException when the bytes are no event that this version of the contract knows
    public static ImageEvent read(byte[] json) {
        return EventMapper.read(json, ImageEvent.class);
    }

    /// An image's state alone, in the same form as inside an event.
    public static byte[] writeImage(PublishedImage image) {
        return EventMapper.write(image);
    }

    /// @throws InvalidEventException when the bytes are no image's state
    public static PublishedImage readImage(byte[] json) {
        return EventMapper.read(json, PublishedImage.class);
    }
}
