package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;

/// A JPEG file whose scans each tell a little of the whole picture (ITU-T T.81 annex G): the decoder holds all of its
/// coefficients until it has seen the last scan.
final class ProgressiveJpeg {

    private static final int SOS = 0xda;
    private static final int BYTES_PER_COEFFICIENT = 2;
    /// Before the frame; cameras write about ten.
    private static final int MAX_SEGMENTS = 1000;

    private ProgressiveJpeg() {}

    /// What the coefficients of a file take in memory. It looks no further than the frame's header, and judges nothing.
    ///
    /// @return bytes; 0 for any other file
    static long coefficientBytes(MemorySegment file) {
        try {
            return coefficientBytes(FileBytes.bigEndian(file));
        } catch (IndexOutOfBoundsException e) {
            return 0;
        }
    }

    private static long coefficientBytes(FileBytes file) {
        if (!file.startsWith(0, "\u00ff\u00d8\u00ff")) {
            return 0;
        }
        long position = 2;
        for (int segments = 0; segments < MAX_SEGMENTS; segments++) {
            while (file.u8(position) == 0xff) {
                position++;
            }
            int code = file.u8(position);
            if (isProgressiveFrame(code)) {
                return coefficientsOfFrame(file, position + 1) * BYTES_PER_COEFFICIENT;
            }
            if (code == SOS) {
                return 0;
            }
            position += 1 + file.u16(position + 1);
        }
        return 0;
    }

    private static boolean isProgressiveFrame(int code) {
        return code == 0xc2 || code == 0xc6 || code == 0xca || code == 0xce;
    }

    /// Of all components, each sampled as often as its factors say, in parts of the greatest ones.
    private static long coefficientsOfFrame(FileBytes file, long frame) {
        long pixels = (long) file.u16(frame + 3) * file.u16(frame + 5);
        int components = file.u8(frame + 7);
        int widest = 1;
        int highest = 1;
        int samples = 0;
        for (int component = 0; component < components; component++) {
            int factors = file.u8(frame + 9 + 3L * component);
            widest = Math.max(widest, factors >> 4);
            highest = Math.max(highest, factors & 0xf);
            samples += (factors >> 4) * (factors & 0xf);
        }
        return pixels * samples / (widest * highest);
    }
}
