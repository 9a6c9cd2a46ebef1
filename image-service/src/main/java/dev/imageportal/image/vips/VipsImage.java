package dev.imageportal.image.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// One reference to a `VipsImage`: pixels in memory, or a pipeline that makes them when they are asked for.
///
/// Closing it drops the reference. What a pipeline reads from (the file's bytes) must outlive it.
public final class VipsImage implements AutoCloseable {

    /// `VIPS_SIZE_DOWN`: a picture is never enlarged.
    private static final int SIZE_DOWN = 2;
    /// `VIPS_INTERPRETATION_sRGB`
    private static final int SRGB = 22;

    private static final MemorySegment HEIGHT = name("height");
    private static final MemorySegment SIZE = name("size");
    private static final MemorySegment OPTION_STRING = name("option_string");
    /// A file that ends early or holds what can't be decoded fails; what decoders only warn of, which real cameras write
    /// too, does not. It stands in the loader's options as `vips_thumbnail_buffer` has an argument of that name but
    /// ignores it.
    private static final MemorySegment FAIL_ON_ERROR = name("fail_on=error");
    private static final MemorySegment OUTPUT_PROFILE = name("output_profile");
    private static final MemorySegment SRGB_PROFILE = name("srgb");
    private static final MemorySegment ICC_PROFILE = name("icc-profile-data");
    private static final MemorySegment NO_OPTIONS = name("");
    private static final MemorySegment HALVED = name("shrink=2,access=sequential,fail_on=error");
    private static final MemorySegment END = MemorySegment.NULL;

    private final Libvips vips;
    private MemorySegment image;

    private VipsImage(Libvips vips, MemorySegment image) {
        this.vips = vips;
        this.image = image;
    }

    /// Reads the header; pixels are decoded only when they are asked for.
    ///
    /// @param file native memory that holds the whole file
    public static VipsImage open(Libvips vips, MemorySegment file) throws VipsException {
        return open(vips, file, NO_OPTIONS);
    }

    /// A JPEG file in half its width and height, which its decoder makes of the cosines with less work than all pixels
    /// would be.
    ///
    /// @param file native memory that holds the whole file
    public static VipsImage openHalved(Libvips vips, MemorySegment file) throws VipsException {
        return open(vips, file, HALVED);
    }

    private static VipsImage open(Libvips vips, MemorySegment file, MemorySegment options) throws VipsException {
        try {
            return result(vips, (MemorySegment) vips.newFromBuffer.invokeExact(file, file.byteSize(), options, END));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// The picture, upright, as large as fits into `size` by `size` pixels and never enlarged. Decoders that can shrink
    /// while they decode do.
    ///
    /// @param file      native memory that holds the whole file
    /// @param byProfile whether to convert from the file's colour profile to sRGB; only for files that have one, as
    ///                  libvips would take a detour of ten times the time for the others
    public static VipsImage thumbnail(Libvips vips, MemorySegment file, int size, boolean byProfile)
            throws VipsException {
        MemorySegment profile = byProfile ? OUTPUT_PROFILE : END;
        return made(vips, out -> (int) vips.thumbnailBuffer.invokeExact(file, file.byteSize(), out, size, HEIGHT, size,
                SIZE, SIZE_DOWN, OPTION_STRING, FAIL_ON_ERROR, profile, SRGB_PROFILE, END));
    }

    /// This picture in a smaller size, as large as fits into `size` by `size` pixels and never enlarged.
    public VipsImage thumbnail(int size) throws VipsException {
        return thumbnail(size, false);
    }

    /// The same, upright.
    ///
    /// @param byProfile as above
    public VipsImage thumbnail(int size, boolean byProfile) throws VipsException {
        MemorySegment profile = byProfile ? OUTPUT_PROFILE : END;
        return made(vips, out -> (int) vips.thumbnailImage.invokeExact(image, out, size, HEIGHT, size, SIZE, SIZE_DOWN,
                profile, SRGB_PROFILE, END));
    }

    /// 8 bits for each of red, green and blue, and for alpha where there is one.
    public VipsImage inSrgb() throws VipsException {
        return made(vips, out -> (int) vips.colourspace.invokeExact(image, out, SRGB, END));
    }

    /// Runs the pipeline: the result's pixels are in memory and depend on nothing else.
    public VipsImage inMemory() throws VipsException {
        try {
            return result(vips, (MemorySegment) vips.copyMemory.invokeExact(image));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// The picture as a file.
    ///
    /// @param format a suffix with options, such as `.webp[Q=75,keep=none]`
    /// @param arena  frees the file's memory when it closes; the memory is libvips' own, not a copy
    public MemorySegment encode(String format, Arena arena) throws VipsException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment buffer = call.allocate(ADDRESS);
            MemorySegment length = call.allocate(NativeLibrary.SIZE);
            if ((int) vips.writeToBuffer.invokeExact(image, call.allocateFrom(format), buffer, length, END) != 0) {
                throw vips.failure();
            }
            return buffer.get(ADDRESS, 0)
                    .reinterpret(length.get(NativeLibrary.SIZE, 0), arena, memory -> vips.freeNow(memory));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// The pixels, row by row, each band of a pixel beside the other, as the image's format has them.
    public byte[] pixels() throws VipsException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment length = call.allocate(NativeLibrary.SIZE);
            MemorySegment pixels = (MemorySegment) vips.writeToMemory.invokeExact(image, length);
            if (pixels.equals(MemorySegment.NULL)) {
                throw vips.failure();
            }
            return pixels.reinterpret(length.get(NativeLibrary.SIZE, 0), call, memory -> vips.freeNow(memory))
                    .toArray(JAVA_BYTE);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Pixels, before [#orientation()] is applied.
    public int width() {
        return number(vips.width);
    }

    /// Pixels, before [#orientation()] is applied.
    public int height() {
        return number(vips.height);
    }

    /// Channels: 1 grey, 3 colour, 4 CMYK or colour with alpha, …
    public int bands() {
        return number(vips.bands);
    }

    /// 1 to 8, as EXIF defines it; 1 when the file says nothing.
    public int orientation() {
        return number(vips.orientation);
    }

    /// The colour profile that the file came with; gone when this image is closed.
    public Optional<MemorySegment> profile() throws VipsException {
        try (Arena call = Arena.ofConfined()) {
            if ((long) vips.typeOf.invokeExact(image, ICC_PROFILE) == 0) {
                return Optional.empty();
            }
            MemorySegment data = call.allocate(ADDRESS);
            MemorySegment length = call.allocate(NativeLibrary.SIZE);
            if ((int) vips.blob.invokeExact(image, ICC_PROFILE, data, length) != 0) {
                throw vips.failure();
            }
            return Optional.of(data.get(ADDRESS, 0).reinterpret(length.get(NativeLibrary.SIZE, 0)));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Makes a pipeline that runs now on another thread fail soon. The one method to be called from other threads,
    /// while the image is certainly open.
    public void stop() {
        try {
            vips.setKill.invokeExact(image, 1);
        } catch (Throwable e) {
            throw Libvips.unexpected(e);
        }
    }

    @Override
    public void close() {
        if (image.equals(MemorySegment.NULL)) {
            return;
        }
        try {
            vips.unref.invokeExact(image);
            image = MemorySegment.NULL;
        } catch (Throwable e) {
            throw Libvips.unexpected(e);
        }
    }

    private int number(MethodHandle getter) {
        try {
            return (int) getter.invokeExact(image);
        } catch (Throwable e) {
            throw Libvips.unexpected(e);
        }
    }

    /// An operation that writes its image to `out` and returns 0 when all went well.
    private interface Operation {
        int run(MemorySegment out) throws Throwable;
    }

    private static VipsImage made(Libvips vips, Operation operation) throws VipsException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment out = call.allocate(ADDRESS);
            if (operation.run(out) != 0) {
                throw vips.failure();
            }
            return result(vips, out.get(ADDRESS, 0));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    private static VipsImage result(Libvips vips, MemorySegment image) throws VipsException {
        if (image.equals(MemorySegment.NULL)) {
            throw vips.failure();
        }
        return new VipsImage(vips, image);
    }

    private static VipsException rethrown(Throwable e) {
        if (e instanceof VipsException failure) {
            return failure;
        }
        throw Libvips.unexpected(e);
    }

    private static MemorySegment name(String name) {
        return Arena.global().allocateFrom(name);
    }
}
