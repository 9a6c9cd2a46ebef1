package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;

/// The file formats that people may upload, recognised by a file's first bytes alone.
public enum PictureFormat {
    JPEG("image/jpeg", "jpg"), PNG("image/png", "png"), WEBP("image/webp", "webp"), GIF("image/gif", "gif"), AVIF(
            "image/avif", "avif");

    private final String contentType;
    private final String extension;

    PictureFormat(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    public String contentType() {
        return contentType;
    }

    /// Without the dot.
    public String extension() {
        return extension;
    }

    /// What the content says; names and claimed types don't count.
    static PictureFormat of(MemorySegment file) throws PictureRejectedException {
        FileBytes bytes = FileBytes.bigEndian(file);
        if (bytes.startsWith(0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (bytes.startsWith(0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (bytes.startsWith(0, "RIFF") && bytes.startsWith(8, "WEBP")) {
            return WEBP;
        }
        if (bytes.startsWith(0, "GIF87a") || bytes.startsWith(0, "GIF89a")) {
            return GIF;
        }
        if (bytes.startsWith(4, "ftyp") && AvifStructure.isAvif(bytes)) {
            return AVIF;
        }
        throw PictureRejectedException.unsupportedFormat();
    }
}
