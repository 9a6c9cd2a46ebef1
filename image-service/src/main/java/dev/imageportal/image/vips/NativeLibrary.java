package dev.imageportal.image.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The shared library that exports libvips and, itself or by the libraries it links, GLib.
final class NativeLibrary {

    /// `size_t` and `gsize` on the platforms supported, all of them 64-bit.
    static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;

    private static final Linker LINKER = Linker.nativeLinker();
    /// Of glibc's malloc.h.
    private static final int M_MMAP_THRESHOLD = -3;

    private final SymbolLookup symbols;

    private NativeLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /// @param path of the shared library, or `null` for the system's
    static NativeLibrary open(@Nullable Path path) {
        boolean macOs = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        String name = path == null ? (macOs ? "libvips.42.dylib" : "libvips.so.42") : path.toAbsolutePath().toString();
        try {
            return new NativeLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("libvips can't be loaded from " + name
                    + ": name the shared library in PORTAL_IMAGE_LIBVIPS (the build puts one into"
                    + " image-service/target/libvips), or install libvips 8.15 or newer (Debian: libvips42)", e);
        }
    }

    /// Makes the C library give freed pictures back to the system. glibc learns from the first large block freed to keep
    /// blocks of that size for later; with pictures of all sizes on many threads that is half a gigabyte of holes. Other
    /// C libraries have no such setting and need none.
    static void returnLargeBlocks() throws Throwable {
        var setting = LINKER.defaultLookup().find("mallopt");
        if (setting.isPresent()) {
            int ignored = (int) LINKER.downcallHandle(setting.get(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(M_MMAP_THRESHOLD, 1 << 20);
        }
    }

    /// glibc's way to give back what lies free between blocks that are not; nothing in other C libraries.
    static Optional<MethodHandle> trim() {
        return LINKER.defaultLookup()
                .find("malloc_trim")
                .map(trim -> LINKER.downcallHandle(trim, FunctionDescriptor.of(ValueLayout.JAVA_INT, SIZE)));
    }

    MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments));
    }

    MethodHandle procedure(String name, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.ofVoid(arguments));
    }

    /// A C function that ends in `...`: libvips takes its optional arguments as name and value pairs, then NULL.
    ///
    /// @param fixed how many of the arguments stand before the `...`
    MethodHandle variadic(String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments), Linker.Option.firstVariadicArg(fixed));
    }

    private MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(symbols.find(name)
                .orElseThrow(() -> new IllegalStateException("the library loaded as libvips has no function " + name)),
                descriptor, options);
    }
}
