package dev.imageportal.image.picture;

/// What renditions are encoded in. docs/adr/0003-webp-settings.md and 0023-formats-in-two-passes.md say why so.
public enum RenditionFormat {

    /// A tenth of WebP's time, for files that are half as large again.
    JPEG("image/jpeg", "jpg", ".jpg[Q=78,keep=none]"),
    WEBP("image/webp", "webp", ".webp[Q=78,effort=2,keep=none]");

    private final String contentType;
    private final String extension;
    private final String encoder;

    RenditionFormat(String contentType, String extension, String encoder) {
        this.contentType = contentType;
        this.extension = extension;
        this.encoder = encoder;
    }

    public String contentType() {
        return contentType;
    }

    /// Without the dot.
    public String extension() {
        return extension;
    }

    /// The encoder and its settings, as libvips reads them off a file name.
    String encoder() {
        return encoder;
    }
}
