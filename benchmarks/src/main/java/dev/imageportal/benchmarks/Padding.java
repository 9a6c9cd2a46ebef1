package dev.imageportal.benchmarks;

import java.io.ByteArrayOutputStream;
import java.util.Comparator;

/// Larger files of the same pictures.
final class Padding {

    private static final int COMMENT = 65_533;

    private Padding() {}

    /// The largest photograph, filled up with comment segments to about so many bytes.
    static byte[] to(int bytes, Photos photos) {
        byte[] picture = photos.all()
                .stream()
                .max(Comparator.comparingInt(photo -> photo.bytes().length))
                .orElseThrow()
                .unique();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + COMMENT);
        out.write(picture, 0, 2);
        while (out.size() + picture.length < bytes) {
            out.write(0xFF);
            out.write(0xFE);
            out.write((COMMENT + 2) >> 8);
            out.write(COMMENT + 2);
            out.write(new byte[COMMENT], 0, COMMENT);
        }
        out.write(picture, 2, picture.length - 2);
        return out.toByteArray();
    }
}
