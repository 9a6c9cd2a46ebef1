package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A JPEG file's segments (ITU-T T.81 annex B; EXIF 3.0; CIPA DC-007 for further pictures behind the first).
///
/// What a decoder needs stays: tables, frames, scans, the colour profile, the markers of JFIF and Adobe, the index of
/// further pictures. Of EXIF its publishable part stays. All else is blanked: XMP, IPTC, comments, provenance records
/// and what makers invented, and behind the picture whatever is no further JPEG (phones put short films there).
final class JpegStructure {

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int COM = 0xfe;
    private static final int APP15 = 0xef;
    /// Progressive files have about ten. Each makes the decoder go through the whole picture, however short it is.
    private static final int MAX_SCANS = 100;

    private final FileBytes file;
    private final long maxPixels;
    private final Patches patches;
    private byte @Nullable [] exif;

    JpegStructure(MemorySegment file, long maxPixels, Patches patches) {
        this.file = FileBytes.bigEndian(file);
        this.maxPixels = maxPixels;
        this.patches = patches;
    }

    /// @return the publishable part of the first picture's EXIF
    byte @Nullable [] read() throws PictureRejectedException {
        long position = readImage(0);
        byte[] first = exif;
        long end = position;
        while ((position = nextImage(end)) >= 0) {
            patches.fill(end, position - end, 0);
            try {
                end = readImage(position);
            } catch (PictureRejectedException | IndexOutOfBoundsException e) {
                end = position;
                break;
            }
        }
        patches.dropFrom(end);
        patches.fill(end, file.size() - end, 0);
        return first;
    }

    /// @return where the next picture starts if only padding lies before it, else -1
    private long nextImage(long position) {
        while (position < file.size() && file.u8(position) == 0) {
            position++;
        }
        return file.startsWith(position, "\u00ff\u00d8\u00ff") ? position : -1;
    }

    /// @return where the picture ends
    private long readImage(long start) throws PictureRejectedException {
        long position = start + 2;
        boolean framed = false;
        int scans = 0;
        while (true) {
            long marker = marker(position);
            if (file.u8(position) != 0xff) {
                patches.fill(position, marker - 1 - position, 0xff);
            }
            int code = file.u8(marker);
            position = marker + 1;
            if (code == EOI) {
                if (!framed || scans == 0) {
                    throw PictureRejectedException.undecodable("it holds no picture data");
                }
                return position;
            }
            if (code == SOI) {
                throw PictureRejectedException.undecodable("it starts a second time inside itself");
            }
            if (code == 0x01 || (code >= 0xd0 && code <= 0xd7)) {
                continue;
            }
            int length = file.u16(position);
            long end = position + length;
            if (length < 2 || end > file.size()) {
                throw PictureRejectedException.undecodable("the file ends too early");
            }
            if (isFrame(code)) {
                if (framed) {
                    throw PictureRejectedException.undecodable("it holds two frames");
                }
                framed = true;
                Dimensions.check(file.u16(position + 5), file.u16(position + 3), maxPixels);
            }
            if ((code >= 0xe0 && code <= APP15) || code == COM) {
                readMetadata(code, marker, position + 2, end);
            }
            position = end;
            if (code == SOS) {
                if (++scans > MAX_SCANS) {
                    throw PictureRejectedException.undecodable("it holds too many scans");
                }
                position = skipScan(end);
            }
        }
    }

    private static boolean isFrame(int code) {
        return code >= 0xc0 && code <= 0xcf && code != 0xc4 && code != 0xc8 && code != 0xcc;
    }

    /// @return where the next marker's code stands, past filling and, as decoders do, past what is no marker
    private long marker(long position) {
        do {
            while (file.u8(position) != 0xff) {
                position++;
            }
            while (file.u8(position) == 0xff) {
                position++;
            }
        } while (file.u8(position) == 0);
        return position;
    }

    /// @return where the marker that ends a scan's data begins
    private long skipScan(long position) {
        long last = file.size() - 8;
        while (true) {
            while (position <= last && !hasMarkerByte(file.eight(position))) {
                position += 8;
            }
            while (file.u8(position) != 0xff) {
                position++;
            }
            int code = file.u8(position + 1);
            if (code == 0xff) {
                position++;
            } else if (code == 0 || (code >= 0xd0 && code <= 0xd7)) {
                position += 2;
            } else {
                return position;
            }
        }
    }

    /// Whether one of eight bytes is 0xff: the classic test for a zero byte, on the complement.
    private static boolean hasMarkerByte(long eight) {
        return ((~eight - 0x0101_0101_0101_0101L) & eight & 0x8080_8080_8080_8080L) != 0;
    }

    private void readMetadata(int code, long marker, long start, long end) throws PictureRejectedException {
        switch (code) {
            case 0xe0 -> {
                if (!file.startsWith(start, "JFIF\0") || end - start < 14) {
                    patches.fill(start, end - start, 0);
                } else if (end - start > 14) {
                    // a preview, perhaps of what was cropped away: no columns, no rows
                    patches.fill(start + 12, end - start - 12, 0);
                }
            }
            case 0xe1 -> {
                if (file.startsWith(start, "Exif\0")) {
                    readExif(start, end);
                } else {
                    patches.fill(start, end - start, 0);
                }
            }
            case 0xe2 -> {
                if (!file.startsWith(start, "ICC_PROFILE\0") && !file.startsWith(start, "MPF\0")
                        && !file.startsWith(start, "urn:iso:std:iso:ts:21496:-1\0")) {
                    patches.fill(start, end - start, 0);
                }
            }
            case 0xee -> {
                if (!file.startsWith(start, "Adobe")) {
                    patches.fill(start, end - start, 0);
                }
            }
            case COM -> {
                // an empty comment is still shown as one
                patches.write(marker, (byte) APP15);
                patches.fill(start, end - start, 0);
            }
            default -> patches.fill(start, end - start, 0);
        }
    }

    private void readExif(long start, long end) throws PictureRejectedException {
        long tiff = Math.min(start + 6, end);
        byte[] kept = Exif.publishable(file.part(tiff, end - tiff));
        byte[] fitting = Exif.fitting(kept, end - tiff);
        if (fitting.length == 0) {
            tiff = start;
        }
        patches.write(tiff, fitting);
        patches.fill(tiff + fitting.length, end - tiff - fitting.length, 0);
        if (exif == null) {
            exif = kept;
        }
    }
}
