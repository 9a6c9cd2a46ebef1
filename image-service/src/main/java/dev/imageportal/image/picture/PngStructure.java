package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// A PNG file's chunks (W3C Portable Network Graphics, third edition).
///
/// Chunks that a decoder or colour management needs stay; of EXIF its publishable part; all others, texts above all,
/// become one chunk of zeros that every reader skips. What lies behind the end is blanked: there are editors that leave
/// the uncropped picture's data there.
final class PngStructure {

    private static final long FIRST_CHUNK = 8;
    /// Length, type and checksum.
    private static final int CHUNK_FRAME = 12;
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP",
            "sRGB", "sBIT", "bKGD", "hIST", "pHYs", "sPLT", "cICP", "mDCV", "mDCv", "cLLI", "cLLi", "oFFs", "pCAL",
            "sCAL", "sTER", "acTL", "fcTL", "fdAT");
    /// Ancillary, private, safe to copy: nobody's.
    private static final String BLANK = "blNk";
    private static final byte[] ZEROS = new byte[8192];

    private final FileBytes file;
    private final long maxPixels;
    private final Patches patches;
    private byte @Nullable [] exif;
    /// Where a run of chunks to be blanked starts, or -1.
    private long blankStart = -1;

    PngStructure(MemorySegment file, long maxPixels, Patches patches) {
        this.file = FileBytes.bigEndian(file);
        this.maxPixels = maxPixels;
        this.patches = patches;
    }

    /// @return the publishable part of its EXIF
    byte @Nullable [] read() throws PictureRejectedException {
        if (file.u32(FIRST_CHUNK) != 13 || !file.startsWith(FIRST_CHUNK + 4, "IHDR")) {
            throw PictureRejectedException.undecodable("its header is missing");
        }
        Dimensions.check(file.u32(FIRST_CHUNK + 8), file.u32(FIRST_CHUNK + 12), maxPixels);
        long end = 0;
        try (PixelData pixels = new PixelData(scanlineBytes())) {
            for (long position = FIRST_CHUNK; end == 0;) {
                long length = file.u32(position);
                long next = position + CHUNK_FRAME + length;
                if (next > file.size()) {
                    throw PictureRejectedException.undecodable("the file ends too early");
                }
                String type = file.text(position + 4, 4);
                if (KEPT.contains(type) || type.equals("eXIf")) {
                    blankUpTo(position);
                } else if (blankStart < 0) {
                    blankStart = position;
                }
                switch (type) {
                    case "IDAT" -> pixels.add(file.bytes().asSlice(position + 8, length));
                    case "eXIf" -> readExif(position + 8, length);
                    case "IEND" -> end = next;
                    default -> {
                    }
                }
                position = next;
            }
            pixels.checkComplete();
        }
        patches.fill(end, file.size() - end, 0);
        return exif;
    }

    private void readExif(long start, long length) throws PictureRejectedException {
        byte[] kept = Exif.publishable(file.part(start, length));
        byte[] fitting = Exif.fitting(kept, length);
        if (fitting.length == 0) {
            blankStart = start - 8;
            return;
        }
        patches.write(start, fitting);
        patches.fill(start + fitting.length, length - fitting.length, 0);
        patches.write(start + length, checksum("eXIf", fitting, length - fitting.length));
        if (exif == null) {
            exif = kept;
        }
    }

    /// Makes one chunk of all that were to be blanked before this position.
    private void blankUpTo(long position) throws PictureRejectedException {
        if (blankStart >= 0) {
            long length = position - blankStart - CHUNK_FRAME;
            patches.write(blankStart, ByteBuffer.allocate(8)
                    .putInt((int) length)
                    .put(BLANK.getBytes(StandardCharsets.US_ASCII))
                    .array());
            patches.fill(blankStart + 8, length, 0);
            patches.write(position - 4, checksum(BLANK, new byte[0], length));
            blankStart = -1;
        }
    }

    private static byte[] checksum(String type, byte[] data, long zeros) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        for (long left = zeros; left > 0; left -= ZEROS.length) {
            crc.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
        return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    }

    /// Bytes of pixel data, uncompressed, that the header promises: for each row a filter's number and its pixels.
    private long scanlineBytes() throws PictureRejectedException {
        long width = file.u32(FIRST_CHUNK + 8);
        long height = file.u32(FIRST_CHUNK + 12);
        int depth = file.u8(FIRST_CHUNK + 16);
        int samples = switch (file.u8(FIRST_CHUNK + 17)) {
            case 0, 3 -> 1;
            case 4 -> 2;
            case 2 -> 3;
            case 6 -> 4;
            default -> throw PictureRejectedException.undecodable("its header is not one of a PNG");
        };
        int bits = depth * samples;
        return switch (file.u8(FIRST_CHUNK + 20)) {
            case 0 -> rows(width, height, bits);
            case 1 -> {
                // Adam7: seven passes, each a grid with its own start and steps
                long bytes = rows((width + 7) / 8, (height + 7) / 8, bits);
                bytes += rows((width + 3) / 8, (height + 7) / 8, bits);
                bytes += rows((width + 3) / 4, (height + 3) / 8, bits);
                bytes += rows((width + 1) / 4, (height + 3) / 4, bits);
                bytes += rows((width + 1) / 2, (height + 1) / 4, bits);
                bytes += rows(width / 2, (height + 1) / 2, bits);
                yield bytes + rows(width, height / 2, bits);
            }
            default -> throw PictureRejectedException.undecodable("its header is not one of a PNG");
        };
    }

    private static long rows(long width, long height, int bits) {
        return width == 0 ? 0 : height * (1 + (width * bits + 7) / 8);
    }

    /// Counts the bytes that the pixel data unpacks to. Decoders fill up or cut off what does not agree with the header,
    /// so that a file with a false header would pass for a picture.
    private static final class PixelData implements AutoCloseable {

        private final Inflater inflater = new Inflater();
        private final ByteBuffer unpacked = ByteBuffer.allocateDirect(1 << 16);
        private final long expected;
        private long count;

        PixelData(long expected) {
            this.expected = expected;
        }

        void add(MemorySegment packed) throws PictureRejectedException {
            try {
                inflater.setInput(packed.asByteBuffer());
                while (!inflater.finished() && count <= expected) {
                    int more = inflater.inflate(unpacked.clear());
                    if (more == 0) {
                        break;
                    }
                    count += more;
                }
            } catch (DataFormatException e) {
                throw PictureRejectedException.undecodable("its data is damaged or cut off");
            }
            if (count > expected) {
                throw PictureRejectedException.undecodable("its header and its data disagree on its size");
            }
        }

        void checkComplete() throws PictureRejectedException {
            if (count < expected) {
                throw PictureRejectedException.undecodable("its header and its data disagree on its size");
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
