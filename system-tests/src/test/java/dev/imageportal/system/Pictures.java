package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/// Files that people upload, or would like to.
final class Pictures {

    private static final int ONE_BIT_GREY = 1 << 24;

    private Pictures() {}

    static byte[] jpeg(int width, int height) {
        return encode(drawing(width, height), "jpeg");
    }

    static byte[] png(int width, int height) {
        return encode(drawing(width, height), "png");
    }

    /// A JPEG with as much to say as a photograph.
    static byte[] grainy(int width, int height) {
        BufferedImage image = drawing(width, height);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                // no bit of one colour is carried over to the next
                row[x] = (row[x] & 0xf0f0f0) | (ThreadLocalRandom.current().nextInt() & 0x0f0f0f);
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return encode(image, "jpeg");
    }

    static byte[] truncated(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /// A PNG whose header claims another size than its pixels have.
    static byte[] pngClaiming(int width, int height) {
        byte[] png = png(64, 48);
        ByteBuffer header = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        return header.putInt(29, checksum(png, 12, 17)).array();
    }

    /// A sound black PNG, tiny for its pixels.
    static byte[] bomb(int width, int height) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        png.writeBytes(chunk("IHDR",
                ByteBuffer.allocate(13).putInt(width).putInt(height).putInt(ONE_BIT_GREY).array()));
        png.writeBytes(chunk("IDAT", deflatedRows(height, 1 + (width + 7) / 8)));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    /// Looks like a GIF to a careless server and like a script to a careless browser.
    static byte[] polyglotGif() {
        return "GIF89a/*\1\0\0\0\0*/=1;alert(1)//".getBytes(US_ASCII);
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] chunk = ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(type.getBytes(US_ASCII))
                .put(data)
                .array();
        return ByteBuffer.wrap(chunk).putInt(data.length + 8, checksum(chunk, 4, data.length + 4)).array();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static byte[] deflatedRows(int rows, int rowBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            byte[] row = new byte[rowBytes];
            for (int i = 0; i < rows; i++) {
                deflater.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static BufferedImage drawing(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, anyColor(), width, height, anyColor()));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(anyColor());
        graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
        graphics.dispose();
        return image;
    }

    private static Color anyColor() {
        return new Color(ThreadLocalRandom.current().nextInt());
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
