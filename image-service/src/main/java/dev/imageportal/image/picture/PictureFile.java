package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// What a file's structure says, before any pixel is decoded.
///
/// @param exif       the publishable part of its EXIF block, as a TIFF file
/// @param redactions what others must not see of the file
@SuppressWarnings("ArrayRecordComponent") // never compared
record PictureFile(PictureFormat format, byte @Nullable [] exif, Redactions redactions) {

    /// @param file the whole file
    /// @throws PictureRejectedException when it is no picture, too large, or not built as its format demands
    static PictureFile read(MemorySegment file, long maxPixels) throws PictureRejectedException {
        PictureFormat format = PictureFormat.of(file);
        Patches patches = new Patches();
        try {
            byte[] exif = switch (format) {
                case JPEG -> new JpegStructure(file, maxPixels, patches).read();
                case PNG -> new PngStructure(file, maxPixels, patches).read();
                case WEBP -> new WebpStructure(file, maxPixels, patches).read();
                case AVIF -> new AvifStructure(file, maxPixels, patches).read();
                case GIF -> {
                    new GifStructure(file, maxPixels, patches).read();
                    yield null;
                }
            };
            return new PictureFile(format, exif, patches.redactions());
        } catch (IndexOutOfBoundsException e) {
            throw PictureRejectedException.undecodable("the file ends too early");
        }
    }
}
