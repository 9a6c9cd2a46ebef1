package dev.imageportal.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/// Where the next page of a list begins, opaque to the reader.
///
/// A checksum tells cursors that this portal gave out from made-up and damaged ones. It is no secret: a cursor only
/// ever says where to begin in a list that anyone may read.
public final class Cursor {

    private static final int MAX_LENGTH = 1024;

    private Cursor() {}

    public static String encode(String payload) {
        byte[] text = payload.getBytes(UTF_8);
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + text.length).putInt(checksum(text)).put(text).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// @throws ProblemException `400` when the cursor is not one that [#encode] made
    public static String decode(String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            int expected = bytes.getInt();
            byte[] text = new byte[bytes.remaining()];
            bytes.get(text);
            if (checksum(text) != expected) {
                throw invalid();
            }
            return new String(text, UTF_8);
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            throw invalid();
        }
    }

    /// For a cursor that is well-formed, but of another list.
    public static ProblemException invalid() {
        return ProblemException.badField("cursor", "cursor",
                "cursor must be a nextCursor of this same list; leave it out to begin anew");
    }

    private static int checksum(byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(text);
        return (int) crc.getValue();
    }
}
