package dev.imageportal.image.picture;

import dev.imageportal.image.vips.Libvips;
import dev.imageportal.image.vips.VipsException;
import dev.imageportal.image.vips.VipsImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A picture in all its sizes, each made from the next larger one, so that the file is decoded once.
///
/// @param width  of the original as it is shown, pixels
/// @param height of the original as it is shown, pixels
/// @param files  ascending by size
record Renditions(int width, int height, String thumbHash, List<EncodedRendition> files) {

    private static final int[] SIZES = {320, 640, 1280, 2048};

    /// docs/adr/0003-webp-settings.md says why these
    static final String WEBP = ".webp[Q=78,effort=2,keep=none]";

    /// @param file   native memory that holds the whole file
    /// @param memory holds the encoded files
    /// @throws VipsException            when the file can't be decoded
    /// @throws PictureRejectedException when its decoder sees more pixels than allowed, whatever its header said to us
    static Renditions of(Libvips vips, MemorySegment file, long maxPixels, Decoding decoding, Arena memory)
            throws VipsException, PictureRejectedException {
        int width;
        int height;
        try (VipsImage header = VipsImage.open(vips, file)) {
            boolean lying = header.orientation() >= 5;
            width = lying ? header.height() : header.width();
            height = lying ? header.width() : header.height();
        }
        if ((long) width * height > maxPixels) {
            throw PictureRejectedException.tooManyPixels(width, height, maxPixels);
        }
        List<EncodedRendition> files = new ArrayList<>();
        int index = largest(Math.max(width, height));
        VipsImage picture;
        try (VipsImage fitted = VipsImage.thumbnail(vips, file, SIZES[index]); VipsImage colours = fitted.inSrgb()) {
            picture = decoding.run(colours, (long) width * height);
        }
        try {
            files.add(encode(picture, SIZES[index], memory));
            while (--index >= 0) {
                VipsImage smaller = shrink(picture, SIZES[index]);
                picture.close();
                picture = smaller;
                files.add(encode(picture, SIZES[index], memory));
            }
            return new Renditions(width, height, thumbHash(picture), files.reversed());
        } finally {
            picture.close();
        }
    }

    /// The first size that covers the longer side, or the largest there is.
    private static int largest(int longerSide) {
        int index = 0;
        while (index < SIZES.length - 1 && SIZES[index] < longerSide) {
            index++;
        }
        return index;
    }

    private static VipsImage shrink(VipsImage picture, int size) throws VipsException {
        try (VipsImage fitted = picture.thumbnail(size)) {
            return fitted.inMemory();
        }
    }

    private static EncodedRendition encode(VipsImage picture, int size, Arena memory) throws VipsException {
        MemorySegment webp = picture.encode(WEBP, memory);
        return new EncodedRendition(size, picture.width(), picture.height(), "image/webp", "webp",
                webp.asByteBuffer().asReadOnlyBuffer());
    }

    private static String thumbHash(VipsImage picture) throws VipsException {
        try (VipsImage tiny = picture.thumbnail(ThumbHash.MAX_SIDE)) {
            return ThumbHash.of(tiny.width(), tiny.height(), rgba(tiny));
        }
    }

    private static byte[] rgba(VipsImage picture) throws VipsException {
        byte[] pixels = picture.pixels();
        if (picture.bands() == 4) {
            return pixels;
        }
        byte[] rgba = new byte[picture.width() * picture.height() * 4];
        for (int from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
            System.arraycopy(pixels, from, rgba, to, 3);
            rgba[to + 3] = (byte) 0xff;
        }
        return rgba;
    }
}
