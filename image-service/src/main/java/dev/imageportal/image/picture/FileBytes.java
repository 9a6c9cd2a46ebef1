package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A file's bytes, read as numbers. Reading past the end throws [IndexOutOfBoundsException]: the file is cut off.
///
/// @param bytes the whole file, or a part that is read as if it were one
/// @param order of the numbers in it
record FileBytes(MemorySegment bytes, ByteOrder order) {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    static FileBytes bigEndian(MemorySegment bytes) {
        return new FileBytes(bytes, ByteOrder.BIG_ENDIAN);
    }

    static FileBytes littleEndian(MemorySegment bytes) {
        return new FileBytes(bytes, ByteOrder.LITTLE_ENDIAN);
    }

    long size() {
        return bytes.byteSize();
    }

    int u8(long offset) {
        return bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    int u16(long offset) {
        return bytes.get(SHORT.withOrder(order), offset) & 0xffff;
    }

    int u24(long offset) {
        return order == ByteOrder.BIG_ENDIAN
                ? (u8(offset) << 16) | (u8(offset + 1) << 8) | u8(offset + 2)
                : u8(offset) | (u8(offset + 1) << 8) | (u8(offset + 2) << 16);
    }

    long u32(long offset) {
        return bytes.get(INT.withOrder(order), offset) & 0xffff_ffffL;
    }

    /// Eight bytes as they lie in memory on this machine, for scanning.
    long eight(long offset) {
        return bytes.get(LONG, offset);
    }

    /// 64 bits of which a file has no use for more than 63.
    long u64(long offset) {
        long number = bytes.get(LONG.withOrder(order), offset);
        if (number < 0) {
            throw new IndexOutOfBoundsException("an offset of more than 63 bits");
        }
        return number;
    }

    byte[] copy(long offset, long length) {
        return bytes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    FileBytes part(long offset, long length) {
        return new FileBytes(bytes.asSlice(offset, length), order);
    }

    /// Whether the file goes on with these characters (Latin-1), all of them within it.
    boolean startsWith(long offset, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return offset >= 0 && size() - offset >= wanted.length
                && MemorySegment.mismatch(bytes, offset, offset + wanted.length, MemorySegment.ofArray(wanted), 0,
                        wanted.length) < 0;
    }

    String text(long offset, long length) {
        return new String(copy(offset, length), StandardCharsets.ISO_8859_1);
    }
}
