package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// EXIF blocks (CIPA DC-008, on TIFF 6.0), of which only a list of harmless tags is published.
///
/// What is kept is written anew as a small TIFF file rather than cut out of the old one: position, serial numbers,
/// names, maker notes, preview pictures and whatever makers will think of next can't slip through by an odd structure.
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int EXIF_DIRECTORY = 0x8769;

    /// Make, model, orientation, resolution, time, chroma position.
    private static final Set<Integer> MAIN_TAGS = Set.of(0x010f, 0x0110, ORIENTATION, 0x011a, 0x011b, 0x0128, 0x0132,
            0x0213);
    /// Exposure, sensitivity, times and their offsets, lens, colour space, size, and how the picture was rendered.
    private static final Set<Integer> EXIF_TAGS = Set.of(0x829a, 0x829d, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832, 0x9000,
            0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9101, 0x9102, 0x9201, 0x9202, 0x9203, 0x9204, 0x9205, 0x9206,
            0x9207, 0x9208, 0x9209, 0x920a, 0x9290, 0x9291, 0x9292, 0xa000, 0xa001, 0xa002, 0xa003, 0xa20e, 0xa20f,
            0xa210, 0xa217, 0xa300, 0xa301, 0xa401, 0xa402, 0xa403, 0xa404, 0xa405, 0xa406, 0xa407, 0xa408, 0xa409,
            0xa40a, 0xa40c, 0xa432, 0xa433, 0xa434, 0xa460, 0xa500);

    private static final int ASCII = 2;
    private static final int LONG = 4;
    /// Bytes of one value, by its type's number.
    private static final int[] TYPE_SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    private static final int MAX_VALUE_BYTES = 128;
    private static final int MAX_ENTRIES = 1_000;

    private final FileBytes tiff;

    private Exif(FileBytes tiff) {
        this.tiff = tiff;
    }

    /// The publishable part of a block, as a TIFF file of at most some kilobytes.
    ///
    /// @param block a TIFF file within a picture file
    /// @return `null` when the block can't be understood or holds nothing to publish
    static byte @Nullable [] publishable(FileBytes block) {
        try {
            FileBytes tiff = open(block.bytes());
            return tiff == null ? null : new Exif(tiff).rewritten();
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }

    /// What of the publishable part fits where the whole block was: all of it, or at least the orientation, without
    /// which the picture would be shown lying down, or nothing.
    static byte[] fitting(byte @Nullable [] publishable, long room) {
        if (publishable == null) {
            return new byte[0];
        }
        if (publishable.length <= room) {
            return publishable;
        }
        FileBytes tiff = open(MemorySegment.ofArray(publishable));
        if (tiff == null) {
            return new byte[0];
        }
        byte @Nullable [] value = new Exif(tiff).entries(tiff.u32(4), Set.of(ORIENTATION)).get(ORIENTATION);
        if (value == null) {
            return new byte[0];
        }
        TreeMap<Integer, byte[]> orientation = new TreeMap<>();
        orientation.put(ORIENTATION, value);
        byte[] smallest = write(orientation, new TreeMap<>(), tiff.order());
        return smallest.length <= room ? smallest : new byte[0];
    }

    private static @Nullable FileBytes open(MemorySegment bytes) {
        FileBytes tiff = FileBytes.bigEndian(bytes);
        if (tiff.startsWith(0, "MM\0*")) {
            return tiff;
        }
        return tiff.startsWith(0, "II*\0") ? FileBytes.littleEndian(bytes) : null;
    }

    private byte @Nullable [] rewritten() {
        long main = tiff.u32(4);
        TreeMap<Integer, byte[]> mainEntries = entries(main, MAIN_TAGS);
        byte @Nullable [] pointer = entries(main, Set.of(EXIF_DIRECTORY)).get(EXIF_DIRECTORY);
        TreeMap<Integer, byte[]> exifEntries = new TreeMap<>();
        if (pointer != null && pointer.length == ENTRY_HEAD + 4) {
            long directory = ByteBuffer.wrap(pointer).order(tiff.order()).getInt(ENTRY_HEAD) & 0xffff_ffffL;
            exifEntries = entries(directory, EXIF_TAGS);
        }
        return mainEntries.isEmpty() && exifEntries.isEmpty() ? null : write(mainEntries, exifEntries, tiff.order());
    }

    /// Tag, type and count.
    private static final int ENTRY_HEAD = 8;

    /// The wanted entries of a directory by tag: each its head as it was, then its value, however far away it lay.
    private TreeMap<Integer, byte[]> entries(long directory, Set<Integer> wanted) {
        TreeMap<Integer, byte[]> entries = new TreeMap<>();
        if (directory > tiff.size() - 2) {
            return entries;
        }
        int count = Math.min(tiff.u16(directory), MAX_ENTRIES);
        for (int i = 0; i < count && directory + 2 + (i + 1) * 12L <= tiff.size(); i++) {
            long entry = directory + 2 + i * 12L;
            int tag = tiff.u16(entry);
            if (wanted.contains(tag)) {
                byte @Nullable [] value = value(entry);
                if (value != null) {
                    entries.putIfAbsent(tag, value);
                }
            }
        }
        return entries;
    }

    private byte @Nullable [] value(long entry) {
        int type = tiff.u16(entry + 2);
        long count = tiff.u32(entry + 4);
        if (type < 1 || type >= TYPE_SIZES.length || count < 1) {
            return null;
        }
        long length = count * TYPE_SIZES[type];
        if (length > MAX_VALUE_BYTES && type != ASCII) {
            return null;
        }
        long offset = length <= 4 ? entry + 8 : tiff.u32(entry + 8);
        length = Math.min(length, MAX_VALUE_BYTES);
        if (offset > tiff.size() - length) {
            return null;
        }
        byte[] bytes = tiff.copy(offset, length);
        if (type == ASCII) {
            bytes = cleaned(bytes);
        }
        ByteBuffer value = ByteBuffer.allocate(ENTRY_HEAD + bytes.length).order(tiff.order());
        value.putShort((short) tiff.u16(entry)).putShort((short) type).putInt(bytes.length / TYPE_SIZES[type]);
        return value.put(bytes).array();
    }

    /// Up to the first zero byte and with one; nothing that a terminal would obey.
    private static byte[] cleaned(byte[] text) {
        int length = 0;
        while (length < text.length - 1 && text[length] != 0) {
            if ((text[length] & 0xff) < 0x20 || text[length] == 0x7f) {
                text[length] = ' ';
            }
            length++;
        }
        byte[] cleaned = Arrays.copyOf(text, length + 1);
        cleaned[length] = 0;
        return cleaned;
    }

    private static byte[] write(TreeMap<Integer, byte[]> main, TreeMap<Integer, byte[]> exif, ByteOrder order) {
        int mainSize = directorySize(main, exif.isEmpty() ? 0 : 1);
        ByteBuffer out = ByteBuffer.allocate(8 + mainSize + (exif.isEmpty() ? 0 : directorySize(exif, 0)))
                .order(order);
        out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I')).put(out.get(0)).putShort((short) 42).putInt(8);
        if (!exif.isEmpty()) {
            main.put(EXIF_DIRECTORY, ByteBuffer.allocate(ENTRY_HEAD + 4)
                    .order(order)
                    .putShort((short) EXIF_DIRECTORY)
                    .putShort((short) LONG)
                    .putInt(1)
                    .putInt(8 + mainSize)
                    .array());
        }
        writeDirectory(out, main);
        if (!exif.isEmpty()) {
            writeDirectory(out, exif);
        }
        return out.array();
    }

    private static int directorySize(TreeMap<Integer, byte[]> entries, int further) {
        int size = 2 + (entries.size() + further) * 12 + 4;
        for (byte[] entry : entries.values()) {
            size += outside(entry.length - ENTRY_HEAD);
        }
        return size;
    }

    /// Bytes that a value takes behind its directory: none when it fits into its entry, and always an even number.
    private static int outside(int length) {
        return length <= 4 ? 0 : length + (length & 1);
    }

    private static void writeDirectory(ByteBuffer out, TreeMap<Integer, byte[]> entries) {
        int values = out.position() + 2 + entries.size() * 12 + 4;
        out.putShort((short) entries.size());
        for (byte[] entry : entries.values()) {
            int length = entry.length - ENTRY_HEAD;
            out.put(entry, 0, ENTRY_HEAD);
            if (length <= 4) {
                out.put(Arrays.copyOfRange(entry, ENTRY_HEAD, ENTRY_HEAD + 4));
            } else {
                out.putInt(values);
                out.put(values, entry, ENTRY_HEAD, length);
                values += outside(length);
            }
        }
        out.putInt(0);
        out.position(values);
    }
}
