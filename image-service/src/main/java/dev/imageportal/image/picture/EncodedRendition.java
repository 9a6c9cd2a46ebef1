package dev.imageportal.image.picture;

import java.nio.ByteBuffer;

/// One size of a picture, encoded.
///
/// @param size   the box that the picture was fitted into, in pixels: 320, 640, 1280 or 2048
/// @param width  pixels
/// @param height pixels
/// @param bytes  the file, in native memory that is gone once the [ProcessedPicture] is closed; read-only
public record EncodedRendition(int size, int width, int height, RenditionFormat format, ByteBuffer bytes) {

    public String contentType() {
        return format.contentType();
    }

    /// Without the dot.
    public String extension() {
        return format.extension();
    }

    /// From its first byte on, whoever read it before.
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }
}
