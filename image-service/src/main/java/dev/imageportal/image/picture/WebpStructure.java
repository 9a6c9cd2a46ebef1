package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A WebP file's chunks (RFC 9649). Pictures, animation and the colour profile stay, of EXIF its publishable part; XMP
/// and chunks that the standard does not know are blanked.
final class WebpStructure {

    private static final long FIRST_CHUNK = 12;
    private static final Set<String> KEPT = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");
    private static final int XMP_FLAG = 0x04;
    private static final int EXIF_FLAG = 0x08;

    private final FileBytes file;
    private final long maxPixels;
    private final Patches patches;
    private byte @Nullable [] exif;
    private boolean picture;
    private int clearedFlags;

    WebpStructure(MemorySegment file, long maxPixels, Patches patches) {
        this.file = FileBytes.littleEndian(file);
        this.maxPixels = maxPixels;
        this.patches = patches;
    }

    /// @return the publishable part of its EXIF
    byte @Nullable [] read() throws PictureRejectedException {
        // some writers forget to count the last byte of padding
        long end = Math.min(8 + file.u32(4) + (file.u32(4) & 1), file.size());
        if (8 + file.u32(4) > file.size()) {
            throw PictureRejectedException.undecodable("the file ends too early");
        }
        long position = FIRST_CHUNK;
        while (position + 8 <= end) {
            long length = file.u32(position + 4);
            if (position + 8 + length > end) {
                throw PictureRejectedException.undecodable("the file ends too early");
            }
            readChunk(file.text(position, 4), position, length);
            position = Math.min(position + 8 + length + (length & 1), end);
        }
        if (!picture) {
            throw PictureRejectedException.undecodable("it holds no picture data");
        }
        patches.fill(position, file.size() - position, 0);
        if (file.startsWith(FIRST_CHUNK, "VP8X")) {
            int flags = file.u8(FIRST_CHUNK + 8);
            if ((flags & clearedFlags) != 0) {
                patches.write(FIRST_CHUNK + 8, (byte) (flags & ~clearedFlags));
            }
        }
        return exif;
    }

    private void readChunk(String type, long position, long length) throws PictureRejectedException {
        long data = position + 8;
        switch (type) {
            case "VP8X" -> Dimensions.check(file.u24(data + 4) + 1L, file.u24(data + 7) + 1L, maxPixels);
            case "VP8 " -> {
                picture = true;
                Dimensions.check(file.u16(data + 6) & 0x3fff, file.u16(data + 8) & 0x3fff, maxPixels);
            }
            case "VP8L" -> {
                picture = true;
                long bits = file.u32(data + 1);
                Dimensions.check((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1, maxPixels);
            }
            case "ANMF" -> {
                picture = true;
                Dimensions.check(file.u24(data + 6) + 1L, file.u24(data + 9) + 1L, maxPixels);
            }
            case "EXIF" -> readExif(position, data, length);
            default -> {
                if (!KEPT.contains(type)) {
                    if (type.equals("XMP ")) {
                        clearedFlags |= XMP_FLAG;
                    }
                    blank(position, data, length);
                }
            }
        }
    }

    private void readExif(long position, long data, long length) throws PictureRejectedException {
        // the standard wants a bare TIFF file; some writers put JPEG's prefix before it
        long tiff = file.startsWith(data, "Exif\0\0") && length >= 6 ? data + 6 : data;
        long room = data + length - tiff;
        byte[] kept = Exif.publishable(file.part(tiff, room));
        byte[] fitting = Exif.fitting(kept, room);
        if (fitting.length == 0) {
            clearedFlags |= EXIF_FLAG;
            blank(position, data, length);
            return;
        }
        patches.write(tiff, fitting);
        patches.fill(tiff + fitting.length, room - fitting.length, 0);
        if (exif == null) {
            exif = kept;
        }
    }

    /// A type that no reader knows, and zeros.
    private void blank(long position, long data, long length) throws PictureRejectedException {
        patches.write(position, (byte) 'J', (byte) 'U', (byte) 'N', (byte) 'K');
        patches.fill(data, length, 0);
    }
}
