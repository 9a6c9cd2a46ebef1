package dev.imageportal.image.picture;

/// The units of an AV1 stream (AV1 Bitstream & Decoding Process Specification, 5.3 to 5.5), read as far as to know how
/// large the pictures are that a decoder would make room for. What the file around it says of its size binds no decoder.
final class Av1Stream {

    private static final int SEQUENCE_HEADER = 1;

    private final FileBytes bytes;
    /// In bits.
    private long position;

    private Av1Stream(FileBytes bytes) {
        this.bytes = bytes;
    }

    /// What is done with the size that a sequence header gives.
    interface SizeReader {
        void read(long width, long height) throws PictureRejectedException;
    }

    /// @param units whole units, one after the other
    /// @throws IndexOutOfBoundsException when the last one is cut off
    static void eachSize(FileBytes units, SizeReader reader) throws PictureRejectedException {
        long position = 0;
        while (position < units.size()) {
            int head = units.u8(position++);
            if ((head & 0x04) != 0) {
                position++;
            }
            long length = units.size() - position;
            if ((head & 0x02) != 0) {
                length = 0;
                int shift = 0;
                int next;
                do {
                    next = units.u8(position++);
                    length |= (long) (next & 0x7f) << shift;
                    shift += 7;
                } while ((next & 0x80) != 0 && shift < 56);
            }
            FileBytes unit = units.part(position, length);
            if (((head >> 3) & 0x0f) == SEQUENCE_HEADER) {
                new Av1Stream(unit).readSequenceHeader(reader);
            }
            position += length;
        }
    }

    private void readSequenceHeader(SizeReader reader) throws PictureRejectedException {
        bits(3 + 1);
        if (bits(1) == 1) {
            bits(5);
        } else {
            skipTimingAndOperatingPoints();
        }
        int widthBits = (int) bits(4) + 1;
        int heightBits = (int) bits(4) + 1;
        reader.read(bits(widthBits) + 1, bits(heightBits) + 1);
    }

    private void skipTimingAndOperatingPoints() {
        boolean decoderModel = false;
        int delayBits = 0;
        if (bits(1) == 1) {
            bits(32 + 32);
            if (bits(1) == 1) {
                skipVariableLength();
            }
            decoderModel = bits(1) == 1;
            if (decoderModel) {
                delayBits = (int) bits(5) + 1;
                bits(32 + 5 + 5);
            }
        }
        boolean displayDelay = bits(1) == 1;
        for (long points = bits(5) + 1; points > 0; points--) {
            bits(12);
            if (bits(5) > 7) {
                bits(1);
            }
            if (decoderModel && bits(1) == 1) {
                bits(delayBits);
                bits(delayBits);
                bits(1);
            }
            if (displayDelay && bits(1) == 1) {
                bits(4);
            }
        }
    }

    /// As many zeros as bits follow the one behind them.
    private void skipVariableLength() {
        int zeros = 0;
        while (zeros < 32 && bits(1) == 0) {
            zeros++;
        }
        bits(zeros < 32 ? zeros : 0);
    }

    /// The next bits as a number, of which the last 63 count.
    private long bits(int count) {
        long number = 0;
        for (int i = 0; i < count; i++, position++) {
            number = (number << 1) | ((bytes.u8(position >> 3) >> (7 - (position & 7))) & 1);
        }
        return number;
    }
}
