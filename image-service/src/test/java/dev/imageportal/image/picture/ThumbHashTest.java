package dev.imageportal.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The expected hashes are what the algorithm's first implementation (npm `thumbhash` 0.1.1) makes of the same pixels.
class ThumbHashTest {

    private interface Pixel {
        int[] at(int x, int y);
    }

    @Test
    void agreesWithTheFirstImplementation() {
        assertThat(hash(100, 67, (x, y) -> new int[]{x * 255 / 99, y * 255 / 66, (x + y) % 256, 255}))
                .isEqualTo("XPkNHZqAh4dxiHeIiHiHeISACPh4");
        assertThat(hash(40, 100, (x, y) -> new int[]{(x * x + 3 * y) % 256, (y * 2 + x) % 256, x * y % 256, 255}))
                .isEqualTo("HggKIxRlcGdmdnd3qJCY92c=");
        assertThat(hash(90, 31,
                (x, y) -> new int[]{(x * 7 + y * y) % 256, (50 + x * y) % 256, (x * 2 + y * 5) % 256, 255}))
                .isEqualTo("oAcGIoARV4QCaiRa3fv7qr0=");
    }

    @Test
    void knowsTransparency() {
        assertThat(hash(64, 64, (x, y) -> new int[]{x * 4, y * 4, 128, x < 32 ? 255 : y * 4}))
                .isEqualTo("37eJNQ4rYHdwh3l3h2BwGfZsf3WzaIh4iA==");
        assertThat(hash(8, 8, (x, y) -> new int[]{10, 200, 90, 0})).isEqualTo("AAiCBQAAAAAAAAAAAAAAAAAAAAAAAAAAAA==");
    }

    @Test
    void refusesWhatIsNoSmallPicture() {
        assertThatThrownBy(() -> ThumbHash.of(101, 1, new byte[404])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ThumbHash.of(2, 2, new byte[12])).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hash(int width, int height, Pixel pixel) {
        byte[] rgba = new byte[width * height * 4];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int sample : pixel.at(x, y)) {
                    rgba[i++] = (byte) sample;
                }
            }
        }
        return ThumbHash.of(width, height, rgba);
    }
}
