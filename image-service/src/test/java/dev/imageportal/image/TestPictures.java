package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/// Pictures made by the tests themselves, each different from all others.
final class TestPictures {

    private static final Random RANDOM = new Random();

    private TestPictures() {}

    static byte[] jpeg(int width, int height) {
        return encode(draw(width, height), "jpeg");
    }

    static byte[] png(int width, int height) {
        return encode(draw(width, height), "png");
    }

    static byte[] transparentPng(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color());
        graphics.fillOval(0, 0, width, height);
        graphics.dispose();
        return encode(image, "png");
    }

    static byte[] gif(int width, int height) {
        return encode(draw(width, height), "gif");
    }

    /// A JPEG of many bytes that is decoded quickly: most of it are comments.
    static byte[] largeJpeg(int bytes) {
        byte[] jpeg = jpeg(400, 300);
        byte[] comment = new byte[60_000];
        RANDOM.nextBytes(comment);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        while (out.size() < bytes) {
            out.writeBytes(
                    ByteBuffer.allocate(4).putShort((short) 0xfffe).putShort((short) (comment.length + 2)).array());
            out.writeBytes(comment);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /// A JPEG whose EXIF data says where it was taken: 46° 33' 21" N, 8° 33' 40" E.
    static byte[] jpegWithPosition(int width, int height) {
        byte[] jpeg = jpeg(width, height);
        byte[] exif = exifWithPosition();
        return ByteBuffer.allocate(jpeg.length + exif.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /// The GPS rationals as they stand in [#jpegWithPosition].
    static byte[] position() {
        ByteBuffer rationals = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (int part : new int[]{46, 33, 21, 8, 33, 40}) {
            rationals.putInt(part).putInt(1);
        }
        return rationals.array();
    }

    /// A PNG with another size in its header than its data fill.
    static byte[] pngClaiming(int width, int height) {
        byte[] png = png(40, 30);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, width).putInt(20, height);
        var crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return png;
    }

    /// A complete PNG of one grey level: few bytes, many pixels.
    static byte[] bomb(int width, int height) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[]{1, 0, 0, 0, 0}).array());
        var data = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(data)) {
            byte[] row = new byte[1 + (width + 7) / 8];
            for (int y = 0; y < height; y++) {
                deflater.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /// What a browser would run as a script, and what begins like a GIF.
    static byte[] gifOfJavaScript() {
        return "GIF89a/*\0\0\0\0\0*/=1;alert(document.domain);//".getBytes(US_ASCII);
    }

    static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] typed = ByteBuffer.allocate(4 + data.length).put(type.getBytes(US_ASCII)).put(data).array();
        var crc = new CRC32();
        crc.update(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte[] exifWithPosition() {
        ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 18 + 54 + 48).order(ByteOrder.LITTLE_ENDIAN);
        exif.put("Exif\0\0".getBytes(US_ASCII));
        exif.put("II".getBytes(US_ASCII)).putShort((short) 42).putInt(8);
        exif.putShort((short) 1);
        entry(exif, 0x8825, 4, 1, 26);
        exif.putInt(0);
        exif.putShort((short) 4);
        entry(exif, 1, 2, 2, 'N');
        entry(exif, 2, 5, 3, 80);
        entry(exif, 3, 2, 2, 'E');
        entry(exif, 4, 5, 3, 104);
        exif.putInt(0);
        exif.put(position());
        return exif.array();
    }

    private static void entry(ByteBuffer exif, int tag, int type, int count, int value) {
        exif.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static BufferedImage draw(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, color(), width, height, color()));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 20; i++) {
            graphics.setColor(color());
            graphics.fillOval(RANDOM.nextInt(width), RANDOM.nextInt(height), width / 5 + 1, height / 5 + 1);
        }
        graphics.dispose();
        return image;
    }

    private static Color color() {
        return new Color(RANDOM.nextInt(0x1000000));
    }

    private static byte[] encode(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
