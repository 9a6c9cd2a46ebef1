package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An AVIF file's boxes and items (AV1 Image File Format 1.2 on ISO/IEC 14496-12 and 23008-12).
///
/// Picture items stay, of EXIF its publishable part; XMP, other items, and boxes that hold what makers or people added
/// are blanked where they are.
final class AvifStructure {

    private static final int MAX_ITEMS = 1_000;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_PICTURES = 3;
    /// Codings of pictures and the ways to compose one of others.
    private static final Set<String> PICTURE_ITEMS = Set.of("av01", "grid", "iovl", "iden", "tmap");
    private static final Set<String> KEPT_BOXES = Set.of("ftyp", "meta", "mdat", "moov", "styp", "sidx", "moof");
    private static final Set<String> CONTAINERS = Set.of("moov", "trak");
    private static final Set<String> PRIVATE_IN_MOVIE = Set.of("udta", "meta", "uuid", "free", "skip");

    /// An item can't be taken away, and zeros would be broken XMP.
    private static final String EMPTY_XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>";

    private final FileBytes file;
    private final long maxPixels;
    private final Patches patches;
    /// Types of the items by their ids.
    private final Map<Long, String> items = new HashMap<>();
    private long itemData;
    private byte @Nullable [] exif;
    private boolean sized;
    private long pixels;

    AvifStructure(MemorySegment file, long maxPixels, Patches patches) {
        this.file = FileBytes.bigEndian(file);
        this.maxPixels = maxPixels;
        this.patches = patches;
    }

    /// Whether a file that starts with a file type box says that it is AVIF, a single picture or a sequence.
    static boolean isAvif(FileBytes file) {
        long end = Math.min(file.size(), Math.min(file.u32(0), 1_024));
        for (long brand = 8; brand + 4 <= end; brand += 4) {
            // between the major brand and the compatible ones stands a version
            if (brand != 12 && (file.startsWith(brand, "avif") || file.startsWith(brand, "avis"))) {
                return true;
            }
        }
        return false;
    }

    /// @return the publishable part of its EXIF
    byte @Nullable [] read() throws PictureRejectedException {
        eachBox(0, file.size(), (type, start, data, end) -> {
            if (type.equals("meta")) {
                readMeta(data + 4, end);
            } else if (type.equals("moov")) {
                readMovie(data, end, 1);
            } else if (!KEPT_BOXES.contains(type)) {
                blank(start, data, end);
            }
        });
        if (!sized) {
            throw PictureRejectedException.undecodable("it holds no picture data");
        }
        return exif;
    }

    private void readMeta(long start, long end) throws PictureRejectedException {
        eachBox(start, end, (type, box, data, boxEnd) -> {
            switch (type) {
                case "iinf" -> readItemTypes(data, boxEnd);
                case "idat" -> itemData = data;
                case "iprp" -> eachBox(data, boxEnd, (inner, innerBox, innerData, innerEnd) -> {
                    if (inner.equals("ipco")) {
                        readProperties(innerData, innerEnd);
                    }
                });
                case "uuid", "udta", "free", "skip" -> blank(box, data, boxEnd);
                default -> {
                }
            }
        });
        // the places of items may stand before their types
        eachBox(start, end, (type, box, data, boxEnd) -> {
            if (type.equals("iloc")) {
                readItemPlaces(data);
            }
        });
    }

    private void readProperties(long start, long end) throws PictureRejectedException {
        eachBox(start, end, (type, box, data, boxEnd) -> {
            if (type.equals("ispe")) {
                sized = true;
                Dimensions.check(file.u32(data + 4), file.u32(data + 8), maxPixels);
            } else if (type.equals("av1C")) {
                Av1Stream.eachSize(file.part(data + 4, boxEnd - data - 4), this::checkSize);
            }
        });
    }

    private void readItemTypes(long data, long end) throws PictureRejectedException {
        long entries = data + (file.u8(data) == 0 ? 6 : 8);
        eachBox(entries, end, (type, box, entry, entryEnd) -> {
            int version = file.u8(entry);
            if (!type.equals("infe") || version < 2 || items.size() == MAX_ITEMS) {
                throw PictureRejectedException.undecodable("its list of items is not one of an AVIF");
            }
            long id = version == 2 ? file.u16(entry + 4) : file.u32(entry + 4);
            items.put(id, file.text(entry + (version == 2 ? 8 : 10), 4));
        });
    }

    private void readItemPlaces(long data) throws PictureRejectedException {
        int version = file.u8(data);
        int sizes = file.u16(data + 4);
        int offsetSize = sizes >> 12;
        int lengthSize = (sizes >> 8) & 15;
        int baseSize = (sizes >> 4) & 15;
        int indexSize = version == 0 ? 0 : sizes & 15;
        int idSize = version < 2 ? 2 : 4;
        long position = data + 6;
        long count = number(position, idSize);
        position += idSize;
        if (count > MAX_ITEMS) {
            throw PictureRejectedException.undecodable("its list of items is not one of an AVIF");
        }
        for (long i = 0; i < count; i++) {
            long id = number(position, idSize);
            position += idSize;
            int method = 0;
            if (version > 0) {
                method = file.u16(position) & 15;
                position += 2;
            }
            position += 2;
            long base = number(position, baseSize);
            position += baseSize;
            int extents = file.u16(position);
            position += 2;
            for (int extent = 0; extent < extents; extent++) {
                position += indexSize;
                long offset = base + number(position, offsetSize);
                position += offsetSize;
                long length = number(position, lengthSize);
                position += lengthSize;
                readItem(items.getOrDefault(id, ""), method, offset, length, extents);
            }
        }
    }

    private void readItem(String type, int method, long offset, long length, int extents)
            throws PictureRejectedException {
        long start = method == 1 ? itemData + offset : offset;
        if (length == 0 && method == 0) {
            length = file.size() - start;
        }
        if (method > 1 || start < 0 || length < 0 || length > file.size() - start) {
            throw PictureRejectedException.undecodable("its list of items is not one of an AVIF");
        }
        if (type.equals("av01")) {
            Av1Stream.eachSize(file.part(start, length), this::addPixels);
        } else if (type.equals("Exif") && extents == 1 && length > 4) {
            readExif(start, length);
        } else if (!PICTURE_ITEMS.contains(type)) {
            byte[] empty = type.equals("mime") && length >= EMPTY_XMP.length()
                    ? EMPTY_XMP.getBytes(StandardCharsets.US_ASCII)
                    : new byte[0];
            patches.write(start, empty);
            patches.fill(start + empty.length, length - empty.length, ' ');
        }
    }

    private void checkSize(long width, long height) throws PictureRejectedException {
        Dimensions.check(width, height, maxPixels);
    }

    /// All pictures together: the picture or its tiles, perhaps as much again of transparency, and further ones.
    private void addPixels(long width, long height) throws PictureRejectedException {
        checkSize(width, height);
        pixels += width * height;
        if (pixels > MAX_PICTURES * maxPixels) {
            throw PictureRejectedException.undecodable("it holds too many pictures");
        }
    }

    /// The block starts with the distance to the TIFF file's start.
    private void readExif(long start, long length) throws PictureRejectedException {
        long prefix = 4 + Math.min(file.u32(start), length - 4);
        byte[] kept = Exif.publishable(file.part(start + prefix, length - prefix));
        byte[] fitting = Exif.fitting(kept, length - 4);
        patches.fill(start, 4, 0);
        patches.write(start + 4, fitting);
        patches.fill(start + 4 + fitting.length, length - 4 - fitting.length, 0);
        if (exif == null) {
            exif = kept;
        }
    }

    private void readMovie(long start, long end, int depth) throws PictureRejectedException {
        eachBox(start, end, (type, box, data, boxEnd) -> {
            if (PRIVATE_IN_MOVIE.contains(type)) {
                blank(box, data, boxEnd);
            } else if (CONTAINERS.contains(type) && depth < MAX_DEPTH) {
                readMovie(data, boxEnd, depth + 1);
            }
        });
    }

    /// What is to be done with a box: its type, where it starts, where its content starts, and where it ends.
    private interface BoxReader {
        void read(String type, long start, long data, long end) throws PictureRejectedException;
    }

    private void eachBox(long start, long end, BoxReader reader) throws PictureRejectedException {
        long position = start;
        while (position + 8 <= end) {
            long size = file.u32(position);
            long data = position + 8;
            if (size == 1) {
                size = file.u64(data);
                data += 8;
            } else if (size == 0) {
                size = end - position;
            }
            if (size < data - position || size > end - position) {
                throw PictureRejectedException.undecodable("the file ends too early");
            }
            reader.read(file.text(position + 4, 4), position, data, position + size);
            position += size;
        }
        patches.fill(position, end - position, 0);
    }

    private void blank(long start, long data, long end) throws PictureRejectedException {
        patches.write(start + 4, (byte) 'f', (byte) 'r', (byte) 'e', (byte) 'e');
        patches.fill(data, end - data, 0);
    }

    private long number(long position, int size) throws PictureRejectedException {
        return switch (size) {
            case 0 -> 0;
            case 2 -> file.u16(position);
            case 4 -> file.u32(position);
            case 8 -> file.u64(position);
            default -> throw PictureRejectedException.undecodable("its list of items is not one of an AVIF");
        };
    }
}
