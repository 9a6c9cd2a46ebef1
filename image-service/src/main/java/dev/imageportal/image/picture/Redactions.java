package dev.imageportal.image.picture;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The patches that turn a stored original into the file that others download: as long, with the same pixels, and
/// without what its owner did not mean to publish.
///
/// @param patches in the order of their offsets, none overlapping another
public record Redactions(List<Redaction> patches) {

    /// What [#toBytes()] makes at most.
    public static final int MAX_BYTES = 32_768;

    public static final Redactions NONE = new Redactions(List.of());

    private static final byte VERSION = 1;

    public Redactions {
        patches = patches.stream().sorted(Comparator.comparingLong(Redaction::offset)).toList();
        long end = 0;
        for (Redaction patch : patches) {
            if (patch.offset() < end) {
                throw new IllegalArgumentException("two patches at " + patch.offset());
            }
            end = patch.end();
        }
    }

    public boolean isEmpty() {
        return patches.isEmpty();
    }

    /// The redacted bytes of an original.
    ///
    /// @param original the stored bytes from `offset` on
    /// @param offset   how far into the file `original` starts
    public InputStream apply(InputStream original, long offset) {
        return isEmpty() ? original : new RedactedInputStream(original, offset, patches);
    }

    /// A compact form for a database column: a version, then for each patch its distance from the last one's end, its
    /// length and kind, and its bytes. Empty when there are no patches.
    public byte[] toBytes() {
        if (isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        long end = 0;
        for (Redaction patch : patches) {
            writeNumber(out, patch.offset() - end);
            switch (patch) {
                case Redaction.Fill fill -> {
                    writeNumber(out, fill.length() << 1);
                    out.write(fill.value());
                }
                case Redaction.Literal literal -> {
                    writeNumber(out, (literal.length() << 1) | 1);
                    out.writeBytes(literal.bytes());
                }
            }
            end = patch.end();
        }
        return out.toByteArray();
    }

    /// @param bytes of [#toBytes()]
    /// @throws IllegalArgumentException when they are something else
    public static Redactions fromBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != VERSION) {
            throw new IllegalArgumentException("redactions of an unknown version");
        }
        try {
            List<Redaction> patches = new ArrayList<>();
            long end = 0;
            while (in.hasRemaining()) {
                long offset = end + readNumber(in);
                long lengthAndKind = readNumber(in);
                Redaction patch = (lengthAndKind & 1) == 0
                        ? new Redaction.Fill(offset, lengthAndKind >> 1, in.get())
                        : new Redaction.Literal(offset, readBytes(in, lengthAndKind >> 1));
                patches.add(patch);
                end = patch.end();
            }
            return new Redactions(patches);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("redactions that are cut off", e);
        }
    }

    private static byte[] readBytes(ByteBuffer in, long length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /// Seven bits a byte, low ones first, the top bit set on all but the last.
    private static void writeNumber(ByteArrayOutputStream out, long number) {
        while (number > 0x7f) {
            out.write((int) ((number & 0x7f) | 0x80));
            number >>>= 7;
        }
        out.write((int) number);
    }

    private static long readNumber(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("redactions hold a number that is too large");
    }
}
