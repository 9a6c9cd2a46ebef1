package dev.imageportal.image.picture;

import dev.imageportal.image.vips.VipsException;
import dev.imageportal.image.vips.VipsImage;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// Picture files that the tests make themselves, and the pieces that such files are built of.
final class PictureFiles {

    private PictureFiles() {}

    /// A gradient with shapes on it: compresses, and shows where up is.
    static BufferedImage drawing(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.GREEN);
        graphics.fillOval(width / 8, height / 8, Math.max(1, width / 4), Math.max(1, height / 4));
        graphics.dispose();
        return image;
    }

    /// @param format of ImageIO: jpg, png or gif
    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer of " + format + " for such an image");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] jpeg(int width, int height) {
        return encoded(drawing(width, height, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    static byte[] png(int width, int height) {
        return encoded(drawing(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    static byte[] gif(int width, int height) {
        return encoded(drawing(width, height, BufferedImage.TYPE_INT_RGB), "gif");
    }

    /// Another format by libvips, with all that the file says of itself.
    ///
    /// @param format a suffix with options, such as `.webp[lossless]`
    static byte[] converted(byte[] file, String format) {
        try (Arena arena = Arena.ofShared()) {
            try (VipsImage image = VipsImage.open(TestLibvips.load(), copy(file, arena))) {
                return image.encode(format, arena).toArray(ValueLayout.JAVA_BYTE);
            }
        } catch (VipsException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The pixels as libvips decodes them, nothing turned or converted.
    static byte[] pixels(byte[] file) {
        try (Arena arena = Arena.ofShared();
                VipsImage image = VipsImage.open(TestLibvips.load(), copy(file, arena))) {
            return image.pixels();
        } catch (VipsException e) {
            throw new IllegalStateException(e);
        }
    }

    static int orientation(byte[] file) {
        try (Arena arena = Arena.ofShared();
                VipsImage image = VipsImage.open(TestLibvips.load(), copy(file, arena))) {
            return image.orientation();
        } catch (VipsException e) {
            throw new IllegalStateException(e);
        }
    }

    static MemorySegment copy(byte[] file, Arena arena) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, file);
    }

    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] inserted(byte[] file, int offset, byte[]... parts) {
        return joined(Arrays.copyOf(file, offset), joined(parts),
                Arrays.copyOfRange(file, offset, file.length));
    }

    /// @param marker the code after 0xff
    static byte[] jpegSegment(int marker, byte[] content) {
        return joined(new byte[]{(byte) 0xff, (byte) marker, (byte) ((content.length + 2) >> 8),
                (byte) (content.length + 2)}, content);
    }

    static byte[] pngChunk(String type, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(bytes(type));
        crc.update(content);
        return joined(ByteBuffer.allocate(4).putInt(content.length).array(), bytes(type), content,
                ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /// A PNG whose header claims another size than its data has, with a right checksum.
    static byte[] pngClaiming(byte[] png, int width, int height) {
        byte[] header = Arrays.copyOfRange(png, 16, 29);
        ByteBuffer.wrap(header).putInt(width).putInt(height);
        return joined(Arrays.copyOf(png, 8), pngChunk("IHDR", header),
                Arrays.copyOfRange(png, 33, png.length));
    }

    static byte[] webpChunk(String type, byte[] content) {
        byte[] head = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes(type))
                .putInt(content.length)
                .array();
        return joined(head, content, new byte[content.length & 1]);
    }

    static byte[] webp(byte[]... chunks) {
        byte[] content = joined(bytes("WEBP"), joined(chunks));
        return joined(bytes("RIFF"),
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length).array(), content);
    }

    static byte[] gifExtension(int label, byte[]... blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x21);
        out.write(label);
        for (byte[] block : blocks) {
            out.write(block.length);
            out.writeBytes(block);
        }
        out.write(0);
        return out.toByteArray();
    }

    /// Where a GIF's first block starts.
    static int gifBlocks(byte[] gif) {
        return 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
    }
}
