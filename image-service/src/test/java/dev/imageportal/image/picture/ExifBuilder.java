package dev.imageportal.image.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Writes EXIF blocks as cameras do: directories of entries, long values behind them, one directory pointing at others.
final class ExifBuilder {

    static final int MAKE = 0x010f;
    static final int MODEL = 0x0110;
    static final int ORIENTATION = 0x0112;
    static final int ARTIST = 0x013b;
    static final int COPYRIGHT = 0x8298;
    static final int EXIF = 0x8769;
    static final int GPS = 0x8825;
    static final int EXPOSURE_TIME = 0x829a;
    static final int F_NUMBER = 0x829d;
    static final int ISO = 0x8827;
    static final int TAKEN_AT = 0x9003;
    static final int OFFSET_TIME = 0x9011;
    static final int MAKER_NOTE = 0x927c;
    static final int USER_COMMENT = 0x9286;
    static final int FOCAL_LENGTH = 0x920a;
    static final int OWNER_NAME = 0xa430;
    static final int BODY_SERIAL = 0xa431;
    static final int LENS_MODEL = 0xa434;
    static final int LENS_SERIAL = 0xa435;

    private final ByteOrder order;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int tag, int type, int count, byte[] value, List<Entry> directory) {}

    ExifBuilder(ByteOrder order) {
        this.order = order;
    }

    /// A camera's block that holds all that must not be published, each under a word of its own, and what may.
    static byte[] camera(ByteOrder order, int orientation) {
        ExifBuilder gps = new ExifBuilder(order).text(1, "N")
                .rationals(2, 48, 1, 51, 1, 4242, 100)
                .text(3, "E")
                .rationals(4, 2, 1, 21, 1, 777, 100)
                .text(0x1b, "SECRET-GPS-METHOD")
                .text(0x1d, "2020:02:03");
        ExifBuilder details = new ExifBuilder(order).rationals(EXPOSURE_TIME, 1, 250)
                .rationals(F_NUMBER, 28, 10)
                .number(ISO, 400)
                .text(TAKEN_AT, "2021:05:06 07:08:09")
                .text(OFFSET_TIME, "+02:00")
                .rationals(FOCAL_LENGTH, 35, 1)
                .bytes(MAKER_NOTE, PictureFiles.bytes("SECRET-MAKER-NOTE with a serial"))
                .bytes(USER_COMMENT, PictureFiles.bytes("ASCII\0\0\0SECRET-USER-COMMENT"))
                .text(OWNER_NAME, "SECRET-OWNER")
                .text(BODY_SERIAL, "SECRET-BODY-SERIAL")
                .text(LENS_MODEL, "Testar 35mm F2.8")
                .text(LENS_SERIAL, "SECRET-LENS-SERIAL")
                .text(0xa420, "SECRET-UNIQUE-ID");
        return new ExifBuilder(order).text(MAKE, "Testcam")
                .text(MODEL, "Model One")
                .number(ORIENTATION, orientation)
                .text(0x0131, "SECRET-SOFTWARE")
                .text(ARTIST, "SECRET-ARTIST")
                .text(COPYRIGHT, "SECRET-COPYRIGHT")
                .directory(EXIF, details)
                .directory(GPS, gps)
                .build();
    }

    ExifBuilder text(int tag, String text) {
        byte[] value = PictureFiles.bytes(text + "\0");
        entries.add(new Entry(tag, 2, value.length, value, List.of()));
        return this;
    }

    ExifBuilder number(int tag, int number) {
        entries.add(
                new Entry(tag, 3, 1, ByteBuffer.allocate(2).order(order).putShort((short) number).array(), List.of()));
        return this;
    }

    ExifBuilder rationals(int tag, int... terms) {
        ByteBuffer value = ByteBuffer.allocate(terms.length * 4).order(order);
        for (int term : terms) {
            value.putInt(term);
        }
        entries.add(new Entry(tag, 5, terms.length / 2, value.array(), List.of()));
        return this;
    }

    ExifBuilder bytes(int tag, byte[] value) {
        entries.add(new Entry(tag, 7, value.length, value, List.of()));
        return this;
    }

    /// An entry whose head says what it likes.
    ExifBuilder raw(int tag, int type, int count, int valueOrOffset) {
        entries.add(new Entry(tag, type, count, ByteBuffer.allocate(4).order(order).putInt(valueOrOffset).array(),
                List.of()));
        return this;
    }

    ExifBuilder directory(int tag, ExifBuilder directory) {
        entries.add(new Entry(tag, 4, 1, new byte[0], directory.entries));
        return this;
    }

    byte[] build() {
        ByteBuffer out = ByteBuffer.allocate(60_000).order(order);
        out.put(PictureFiles.bytes(order == ByteOrder.BIG_ENDIAN ? "MM" : "II")).putShort((short) 42).putInt(8);
        int end = write(out, entries, 8);
        byte[] bytes = new byte[end];
        out.get(0, bytes);
        return bytes;
    }

    /// @return where the next free byte is
    private static int write(ByteBuffer out, List<Entry> entries, int start) {
        out.putShort(start, (short) entries.size());
        int values = start + 2 + entries.size() * 12 + 4;
        int position = start + 2;
        for (Entry entry : entries) {
            out.putShort(position, (short) entry.tag)
                    .putShort(position + 2, (short) entry.type)
                    .putInt(position + 4, entry.count);
            if (!entry.directory.isEmpty()) {
                out.putInt(position + 8, values);
                values = write(out, entry.directory, values);
            } else if (entry.value.length <= 4) {
                out.put(position + 8, entry.value);
            } else {
                out.putInt(position + 8, values).put(values, entry.value);
                values += entry.value.length + (entry.value.length & 1);
            }
            position += 12;
        }
        out.putInt(position, 0);
        return values;
    }
}
