package dev.imageportal.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JPEG files of twice to four times the largest size, which the decoder halves: beside the same pixels as PNG, which
/// it can't.
class HalvedJpegTest {

    private static final int MEAN_DIFFERENCE = 2;

    @TempDir
    private static Path folder;

    private static PictureProcessor processor;

    @BeforeAll
    static void start() {
        processor = TestLibvips.processor();
    }

    @AfterAll
    static void stop() {
        processor.close();
    }

    @ParameterizedTest
    @CsvSource({"4096,2730,1", "2880,5120,1", "5120,2880,6", "8190,100,3"})
    void looksAsOnesThatAreNot(int width, int height, int orientation) throws Exception {
        byte[] turned = new ExifBuilder(ByteOrder.BIG_ENDIAN).number(ExifBuilder.ORIENTATION, orientation).build();
        byte[] jpeg = PictureFiles.inserted(PictureFiles.jpeg(width, height), 20,
                PictureFiles.jpegSegment(0xe1, PictureFiles.joined(PictureFiles.bytes("Exif\0\0"), turned)));
        try (ProcessedPicture halved = improve(jpeg);
                ProcessedPicture whole = improve(PictureFiles.converted(jpeg, ".png"))) {
            assertThat(halved.width()).isEqualTo(whole.width());
            assertThat(halved.height()).isEqualTo(whole.height());
            for (int i = 0; i < halved.renditions().size(); i++) {
                EncodedRendition one = halved.renditions().get(i);
                EncodedRendition other = whole.renditions().get(i);
                assertThat(one.width()).isEqualTo(other.width());
                assertThat(one.height()).isEqualTo(other.height());
                assertThat(meanDifference(pixels(one), pixels(other))).isLessThan(MEAN_DIFFERENCE);
            }
        }
    }

    /// Half of an odd number of pixels is one more than half of them, so a size may be one off.
    @Test
    void mayBeOnePixelOff() throws Exception {
        byte[] jpeg = PictureFiles.jpeg(4101, 2731);
        try (ProcessedPicture halved = improve(jpeg);
                ProcessedPicture whole = improve(PictureFiles.converted(jpeg, ".png"))) {
            for (int i = 0; i < halved.renditions().size(); i++) {
                EncodedRendition one = halved.renditions().get(i);
                EncodedRendition other = whole.renditions().get(i);
                assertThat(one.width()).isEqualTo(other.width());
                assertThat(one.height()).isCloseTo(other.height(), within(1));
            }
        }
    }

    private static ProcessedPicture improve(byte[] bytes) throws Exception {
        return processor.improve(Files.write(Files.createTempFile(folder, "picture", ""), bytes));
    }

    private static byte[] pixels(EncodedRendition rendition) {
        byte[] file = new byte[rendition.bytes().remaining()];
        rendition.bytes().duplicate().get(file);
        return PictureFiles.pixels(file);
    }

    private static double meanDifference(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        long sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
        }
        return (double) sum / one.length;
    }
}
