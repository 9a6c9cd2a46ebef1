package dev.imageportal.image.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureProcessorTest {

    @TempDir
    Path folder;

    @Test
    void makesEachSizeOfAJpeg() throws Exception {
        Path file = folder.resolve("a.jpg");
        BufferedImage image = new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, Color.RED, 3000, 2000, Color.BLUE));
        g.fillRect(0, 0, 3000, 2000);
        g.dispose();
        ImageIO.write(image, "jpg", file.toFile());
        try (PictureProcessor processor = new PictureProcessor(
                new PictureSettings(100_000_000, 2, Path.of("target/libvips/libvips.so")));
                ProcessedPicture picture = processor.process(file)) {
            assertThat(picture.format()).isEqualTo(PictureFormat.JPEG);
            assertThat(picture.width()).isEqualTo(3000);
            assertThat(picture.height()).isEqualTo(2000);
            assertThat(picture.renditions()).extracting(EncodedRendition::size)
                    .isEqualTo(List.of(320, 640, 1280, 2048));
            assertThat(picture.renditions()).extracting(EncodedRendition::height)
                    .isEqualTo(List.of(214, 427, 853, 1365));
            assertThat(picture.thumbHash()).isNotEmpty();
        }
    }
}
