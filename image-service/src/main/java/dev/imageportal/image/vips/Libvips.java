package dev.imageportal.image.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// libvips, loaded and made safe for pictures from strangers.
///
/// Only the loaders of JPEG, PNG, WebP, GIF and AVIF are open; there is no cache of operations; an operation works on
/// one thread, because pictures, not parts of one, are what runs side by side here. All functions are safe to call from
/// several threads; an image belongs to one thread at a time.
///
/// One process holds one libvips: it can't be unloaded.
public final class Libvips {

    private static final int OLDEST_MAJOR = 8;
    private static final int OLDEST_MINOR = 15;
    private static final String[] LOADERS = {"Jpeg", "Png", "Webp", "Nsgif", "Heif"};

    private static @Nullable Libvips loaded;

    final MethodHandle newFromBuffer;
    final MethodHandle width;
    final MethodHandle height;
    final MethodHandle bands;
    final MethodHandle orientation;
    final MethodHandle typeOf;
    final MethodHandle blob;
    final MethodHandle thumbnailBuffer;
    final MethodHandle thumbnailImage;
    final MethodHandle colourspace;
    final MethodHandle copyMemory;
    final MethodHandle writeToMemory;
    final MethodHandle writeToBuffer;
    final MethodHandle setKill;
    final MethodHandle unref;
    private final MethodHandle freeNow;
    private final MethodHandle errorBufferCopy;
    private final MethodHandle trackedMemory;
    private final MethodHandle trackedAllocations;
    private final @Nullable MethodHandle trim;
    private final String version;

    private Libvips(NativeLibrary library) {
        newFromBuffer = library.variadic("vips_image_new_from_buffer", 3, ADDRESS, ADDRESS, NativeLibrary.SIZE, ADDRESS,
                ADDRESS);
        width = library.function("vips_image_get_width", JAVA_INT, ADDRESS);
        height = library.function("vips_image_get_height", JAVA_INT, ADDRESS);
        bands = library.function("vips_image_get_bands", JAVA_INT, ADDRESS);
        orientation = library.function("vips_image_get_orientation", JAVA_INT, ADDRESS);
        typeOf = library.function("vips_image_get_typeof", NativeLibrary.SIZE, ADDRESS, ADDRESS);
        blob = library.function("vips_image_get_blob", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        thumbnailBuffer = library.variadic("vips_thumbnail_buffer", 4, JAVA_INT, ADDRESS, NativeLibrary.SIZE, ADDRESS,
                JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        thumbnailImage = library.variadic("vips_thumbnail_image", 3, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS,
                JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        colourspace = library.variadic("vips_colourspace", 3, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
        copyMemory = library.function("vips_image_copy_memory", ADDRESS, ADDRESS);
        writeToMemory = library.function("vips_image_write_to_memory", ADDRESS, ADDRESS, ADDRESS);
        writeToBuffer = library.variadic("vips_image_write_to_buffer", 4, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS,
                ADDRESS);
        setKill = library.procedure("vips_image_set_kill", ADDRESS, JAVA_INT);
        unref = library.procedure("g_object_unref", ADDRESS);
        freeNow = library.procedure("g_free", ADDRESS);
        errorBufferCopy = library.function("vips_error_buffer_copy", ADDRESS);
        trackedMemory = library.function("vips_tracked_get_mem", NativeLibrary.SIZE);
        trackedAllocations = library.function("vips_tracked_get_allocs", JAVA_INT);
        trim = NativeLibrary.trim().orElse(null);
        version = start(library);
    }

    /// Loads libvips and starts it. A second call returns the library that is already there, whatever it asks for.
    ///
    /// @param library path of the shared library, or `null` for the system's
    /// @throws IllegalStateException when there is none, or it is too old; the message says what to do
    public static synchronized Libvips load(@Nullable Path library) {
        if (loaded == null) {
            loaded = new Libvips(NativeLibrary.open(library));
        }
        return loaded;
    }

    /// Such as `8.18.7`.
    public String version() {
        return version;
    }

    /// Bytes of pixel memory that libvips holds now, in the whole process.
    public long trackedMemory() {
        try {
            return (long) trackedMemory.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Blocks of pixel memory that libvips holds now, in the whole process.
    public int trackedAllocations() {
        try {
            return (int) trackedAllocations.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Gives the system back what pictures have left in the C library's heaps: some 60 MB after a while, in 4 ms.
    public void trim() {
        if (trim == null) {
            return;
        }
        try {
            int ignored = (int) trim.invokeExact(0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static String start(NativeLibrary library) {
        try (Arena arena = Arena.ofConfined()) {
            NativeLibrary.returnLargeBlocks();
            // libvips would print what it thinks of every odd file to standard error
            int ignored = (int) library.function("g_setenv", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT)
                    .invokeExact(arena.allocateFrom("VIPS_WARNING"), arena.allocateFrom("0"), 0);
            if ((int) library.function("vips_init", JAVA_INT, ADDRESS)
                    .invokeExact(arena.allocateFrom("image-service")) != 0) {
                throw new IllegalStateException("libvips was loaded but does not start");
            }
            MethodHandle versionPart = library.function("vips_version", JAVA_INT, JAVA_INT);
            int major = (int) versionPart.invokeExact(0);
            int minor = (int) versionPart.invokeExact(1);
            int micro = (int) versionPart.invokeExact(2);
            String version = major + "." + minor + "." + micro;
            if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
                throw new IllegalStateException("libvips " + version + " was loaded, but " + OLDEST_MAJOR + "."
                        + OLDEST_MINOR + " or newer is needed: name a newer one in PORTAL_IMAGE_LIBVIPS");
            }
            library.procedure("vips_cache_set_max", JAVA_INT).invokeExact(0);
            library.procedure("vips_concurrency_set", JAVA_INT).invokeExact(1);
            library.procedure("vips_block_untrusted_set", JAVA_INT).invokeExact(1);
            MethodHandle block = library.procedure("vips_operation_block_set", ADDRESS, JAVA_INT);
            block.invokeExact(arena.allocateFrom("VipsForeignLoad"), 1);
            for (String loader : LOADERS) {
                block.invokeExact(arena.allocateFrom("VipsForeignLoad" + loader), 0);
            }
            return version;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// What libvips says went wrong. Its notes are one buffer per process, so beside this failure they may hold words
    /// about another thread's.
    VipsException failure() {
        try {
            MemorySegment text = (MemorySegment) errorBufferCopy.invokeExact();
            String message = text.reinterpret(Integer.MAX_VALUE).getString(0).strip();
            freeNow.invokeExact(text);
            return new VipsException(message.isEmpty() ? "libvips failed without a word" : message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void freeNow(MemorySegment memory) {
        try {
            freeNow.invokeExact(memory);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// A downcall itself throws nothing that a caller could mend.
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            default -> new IllegalStateException("calling libvips failed", e);
        };
    }
}
