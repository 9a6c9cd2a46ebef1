package dev.imageportal.image.picture;

/// A patch that leaves the file's length as it is.
public sealed interface Redaction {

    /// Of the first byte replaced, from the file's start.
    long offset();

    /// Bytes replaced.
    long length();

    /// The first byte after the patch.
    default long end() {
        return offset() + length();
    }

    /// The replacement for the file's byte at a position within the patch.
    byte at(long position);

    /// The same byte over and over.
    record Fill(long offset, long length, byte value) implements Redaction {

        public Fill {
            if (offset < 0 || length < 1) {
                throw new IllegalArgumentException("no patch: " + length + " bytes at " + offset);
            }
        }

        @Override
        public byte at(long position) {
            return value;
        }
    }

    /// Bytes of its own. They are not copied: whoever makes the patch leaves them alone afterwards.
    @SuppressWarnings("ArrayRecordComponent") // patches are never compared
    record Literal(long offset, byte[] bytes) implements Redaction {

        public Literal {
            if (offset < 0 || bytes.length < 1) {
                throw new IllegalArgumentException("no patch: " + bytes.length + " bytes at " + offset);
            }
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public byte at(long position) {
            return bytes[(int) (position - offset)];
        }
    }
}
