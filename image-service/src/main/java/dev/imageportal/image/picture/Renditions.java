package dev.imageportal.image.picture;

import dev.imageportal.image.picture.StepTimes.Step;
import dev.imageportal.image.vips.Libvips;
import dev.imageportal.image.vips.VipsException;
import dev.imageportal.image.vips.VipsImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A picture in all its sizes, each made from the next larger one, so that the file is decoded once.
///
/// @param width  of the original as it is shown, pixels
/// @param height of the original as it is shown, pixels
/// @param files  ascending by size, all in one format
record Renditions(int width, int height, String thumbHash, List<EncodedRendition> files) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Renditions.class);

    private static final int OPAQUE_BANDS = 3;
    private static final int[] SIZES = {320, 640, 1280, 2048};

    /// Up to here WebP costs no more than a few milliseconds, less than coming back to the picture would.
    private static final int LARGEST_SMALL_SIZE = 640;

    /// @param file   native memory that holds the whole file
    /// @param kind   of the file
    /// @param effort how much time the files are worth
    /// @param memory holds the encoded files
    /// @throws VipsException            when the file can't be decoded
    /// @throws PictureRejectedException when its decoder sees more pixels than allowed, whatever its header said to us
    static Renditions of(Libvips vips, MemorySegment file, PictureFormat kind, long maxPixels, Effort effort,
            Decoding decoding, Arena memory, StepTimes times) throws VipsException, PictureRejectedException {
        Header header = Header.read(vips, file, kind);
        if (header.pixels() > maxPixels) {
            throw PictureRejectedException.tooManyPixels(header.width, header.height, maxPixels);
        }
        List<EncodedRendition> files = new ArrayList<>();
        int index = largest(Math.max(header.width, header.height));
        VipsImage picture = decode(vips, file, SIZES[index], header, decoding, times);
        try {
            RenditionFormat format = format(picture, SIZES[index], effort);
            files.add(encode(picture, format, SIZES[index], memory, times));
            while (--index >= 0) {
                VipsImage smaller = shrink(picture, SIZES[index], times);
                picture.close();
                picture = smaller;
                files.add(encode(picture, format, SIZES[index], memory, times));
            }
            return new Renditions(header.width, header.height, thumbHash(picture, times), files.reversed());
        } finally {
            picture.close();
        }
    }

    /// What the decoder says before it decodes: upright size, and whether a profile asks for other colours than sRGB.
    private record Header(PictureFormat kind, int width, int height, boolean profiled) {

        static Header read(Libvips vips, MemorySegment file, PictureFormat kind) throws VipsException {
            try (VipsImage header = VipsImage.open(vips, file)) {
                boolean lying = header.orientation() >= 5;
                return new Header(kind, lying ? header.height() : header.width(),
                        lying ? header.width() : header.height(),
                        header.profile().filter(each -> !ColourProfile.isSrgb(each)).isPresent());
            }
        }

        long pixels() {
            return (long) width * height;
        }

        /// libvips itself lets the decoder halve a JPEG only from four times the size on. From twice the size on it
        /// saves up to half of the time, and nobody sees it: docs/adr/0027-uploads-in-less-time.md.
        boolean halves(int size) {
            int longerSide = Math.max(width, height);
            return kind == PictureFormat.JPEG && longerSide >= 2 * size && longerSide < 4 * size;
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

    private static VipsImage decode(Libvips vips, MemorySegment file, int size, Header header, Decoding decoding,
            StepTimes times) throws VipsException {
        try (var _ = times.begin(Step.DECODE)) {
            if (header.profiled) {
                try {
                    return decode(vips, file, size, header, true, decoding);
                } catch (VipsException e) {
                    // a profile may be broken, or one for other inks, while the picture is sound
                    LOGGER.debug("decoding again without the colour profile", e);
                }
            }
            return decode(vips, file, size, header, false, decoding);
        }
    }

    private static VipsImage decode(Libvips vips, MemorySegment file, int size, Header header, boolean byProfile,
            Decoding decoding) throws VipsException {
        try (VipsImage fitted = fitted(vips, file, size, header, byProfile); VipsImage colours = fitted.inSrgb()) {
            return decoding.run(colours, header.pixels());
        }
    }

    private static VipsImage fitted(Libvips vips, MemorySegment file, int size, Header header, boolean byProfile)
            throws VipsException {
        if (!header.halves(size)) {
            return VipsImage.thumbnail(vips, file, size, byProfile);
        }
        try (VipsImage half = VipsImage.openHalved(vips, file)) {
            return half.thumbnail(size, byProfile);
        }
    }

    private static VipsImage shrink(VipsImage picture, int size, StepTimes times) throws VipsException {
        try (var _ = times.begin(Step.SHRINK); VipsImage fitted = picture.thumbnail(size)) {
            return fitted.inMemory();
        }
    }

    /// JPEG has no transparency.
    private static RenditionFormat format(VipsImage largest, int size, Effort effort) {
        boolean quick = effort == Effort.QUICK && size > LARGEST_SMALL_SIZE && largest.bands() == OPAQUE_BANDS;
        return quick ? RenditionFormat.JPEG : RenditionFormat.WEBP;
    }

    private static EncodedRendition encode(VipsImage picture, RenditionFormat format, int size, Arena memory,
            StepTimes times) throws VipsException {
        try (var _ = times.begin(Step.ENCODE)) {
            MemorySegment file = picture.encode(format.encoder(), memory);
            return new EncodedRendition(size, picture.width(), picture.height(), format,
                    file.asByteBuffer().asReadOnlyBuffer());
        }
    }

    private static String thumbHash(VipsImage picture, StepTimes times) throws VipsException {
        try (var _ = times.begin(Step.PLACEHOLDER); VipsImage tiny = picture.thumbnail(ThumbHash.MAX_SIDE)) {
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
