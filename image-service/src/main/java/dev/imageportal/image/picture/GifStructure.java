package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;

/// A GIF file's blocks (CompuServe GIF89a). They must be well formed from the first byte to the trailer at the very end:
/// files that are a script or an archive as well live from loose ends.
///
/// Pictures, their timing, the looping and the colour profile stay; comments and what other programs added is blanked.
final class GifStructure {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int PLAIN_TEXT = 0x01;
    private static final int APPLICATION = 0xff;
    /// For purposes that nobody has: readers skip it.
    private static final int UNKNOWN = 0xfd;

    private final FileBytes file;
    private final long maxPixels;
    private final Patches patches;

    GifStructure(MemorySegment file, long maxPixels, Patches patches) {
        this.file = FileBytes.littleEndian(file);
        this.maxPixels = maxPixels;
        this.patches = patches;
    }

    void read() throws PictureRejectedException {
        int screenWidth = file.u16(6);
        int screenHeight = file.u16(8);
        if (opensComment()) {
            throw PictureRejectedException.undecodable("it is a script as well as a picture");
        }
        Dimensions.check(Math.max(screenWidth, 1), Math.max(screenHeight, 1), maxPixels);
        long position = 13 + colourTable(10);
        boolean image = false;
        while (true) {
            switch (file.u8(position)) {
                case EXTENSION -> position = readExtension(position);
                case IMAGE -> {
                    long width = (long) file.u16(position + 1) + file.u16(position + 5);
                    long height = (long) file.u16(position + 3) + file.u16(position + 7);
                    Dimensions.check(width, height, maxPixels);
                    Dimensions.check(Math.max(width, screenWidth), Math.max(height, screenHeight), maxPixels);
                    position = skipBlocks(position + 11 + colourTable(position + 9));
                    image = true;
                }
                case TRAILER -> {
                    if (!image) {
                        throw PictureRejectedException.undecodable("it holds no picture data");
                    }
                    if (position != file.size() - 1) {
                        throw PictureRejectedException.undecodable("something else follows the picture in the file");
                    }
                    return;
                }
                default -> throw PictureRejectedException.undecodable("its blocks are not those of a GIF");
            }
        }
    }

    /// The signature is a name to JavaScript; a width that reads as the start of a comment or an assignment makes a
    /// script of it. No real picture has such a width: these are all above 8,000 pixels.
    private boolean opensComment() {
        int first = file.u8(6);
        int second = file.u8(7);
        return (first == '/' && (second == '*' || second == '/')) || (first == '=' && second > ' ' && second < 0x7f);
    }

    private int colourTable(long flags) {
        int bits = file.u8(flags);
        return (bits & 0x80) == 0 ? 0 : 3 << ((bits & 7) + 1);
    }

    /// @return where the next block starts
    private long readExtension(long position) throws PictureRejectedException {
        int label = file.u8(position + 1);
        long blocks = position + 2;
        long end = skipBlocks(blocks);
        if (label == GRAPHIC_CONTROL || label == PLAIN_TEXT) {
            return end;
        }
        if (label == APPLICATION) {
            int length = file.u8(blocks);
            String name = file.text(blocks + 1, length);
            if (name.equals("NETSCAPE2.0") || name.equals("ANIMEXTS1.0") || name.equals("ICCRGBG1012")) {
                return end;
            }
            patches.fill(blocks + 1, length, 0);
            blocks += 1 + length;
        } else {
            patches.write(position + 1, (byte) UNKNOWN);
        }
        blank(blocks, end - 1 - blocks);
        return end;
    }

    /// Blocks of one byte, 1, each after its length, 1: one patch for any number of blocks. An odd byte goes into a first
    /// block of two.
    private void blank(long start, long length) throws PictureRejectedException {
        if (length % 2 == 1) {
            patches.write(start, (byte) 2);
            patches.fill(start + 1, length - 1, 1);
        } else {
            patches.fill(start, length, 1);
        }
    }

    /// @return the byte after a chain's end
    private long skipBlocks(long position) {
        int length;
        do {
            length = file.u8(position);
            position += 1 + length;
        } while (length > 0);
        return position;
    }
}
