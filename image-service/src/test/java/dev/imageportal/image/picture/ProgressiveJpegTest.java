package dev.imageportal.image.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressiveJpegTest {

    @ParameterizedTest
    @CsvSource({"off,6", "on,3"})
    void countsWhatTheDecoderHolds(String subsampling, int bytesPerPixel) {
        byte[] file = PictureFiles.converted(PictureFiles.png(640, 320),
                ".jpg[interlace,subsample_mode=" + subsampling + "]");

        assertThat(coefficientBytes(file)).isEqualTo(640L * 320 * bytesPerPixel);
    }

    @Test
    void othersAreDecodedRowByRow() {
        byte[] jpeg = PictureFiles.jpeg(640, 320);

        assertThat(coefficientBytes(jpeg)).isZero();
        assertThat(coefficientBytes(PictureFiles.png(640, 320))).isZero();
        assertThat(coefficientBytes(new byte[0])).isZero();
    }

    @Test
    void takesAnythingForAFile() {
        byte[] jpeg = PictureFiles.converted(PictureFiles.png(64, 32), ".jpg[interlace]");
        for (int length = 0; length < jpeg.length; length++) {
            assertThat(coefficientBytes(Arrays.copyOf(jpeg, length))).isBetween(0L, 64L * 32 * 6);
        }
        for (int at = 0; at < 200; at++) {
            byte[] damaged = jpeg.clone();
            damaged[at] ^= (byte) 0xff;
            assertThat(coefficientBytes(damaged)).isNotNegative();
        }
    }

    private static long coefficientBytes(byte[] file) {
        return ProgressiveJpeg.coefficientBytes(MemorySegment.ofArray(file));
    }
}
