package dev.imageportal.benchmarks;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/// The pictures that are uploaded.
///
/// @param source what they are, for the report
record Photos(String source, List<Photo> all) {

    private static final long SMALLEST = 1_000_000;
    private static final long LARGEST = 9_000_000;
    private static final List<String> PACKAGES = List.of("mate-backgrounds", "plasma-workspace-wallpapers");

    /// @param wide whether it has 5120 × 2880 pixels
    record Photo(String name, byte[] bytes, boolean wide) {

        /// The same picture with other bytes, so that nobody can recognise it: a comment after the first segment.
        byte[] unique() {
            byte[] note = UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int head = 2;
            if ((bytes[3] & 0xFF) == 0xE0 || (bytes[3] & 0xFF) == 0xE1) {
                head = 4 + ((bytes[4] & 0xFF) << 8) + (bytes[5] & 0xFF);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + note.length + 4);
            out.write(bytes, 0, head);
            out.write(0xFF);
            out.write(0xFE);
            out.write((note.length + 2) >> 8);
            out.write(note.length + 2);
            out.writeBytes(note);
            out.write(bytes, head, bytes.length - head);
            return out.toByteArray();
        }
    }

    /// Those of a folder; else those of Debian's packages of wallpapers, fetched once into a cache folder; else
    /// pictures that the program makes.
    static Photos find(@Nullable Path folder, Path cache) {
        try {
            if (folder != null) {
                Photos found = in(folder, "photographs of " + folder.getFileName());
                if (found.all.isEmpty()) {
                    throw new BenchException("--photos: there is no JPEG file of 1 to 9 MB in " + folder);
                }
                return found;
            }
            if (!Files.isDirectory(cache)) {
                fetch(cache);
            }
            if (Files.isDirectory(cache)) {
                Photos found = in(cache, "photographs of 1 to 8.5 MB of Debian's packages "
                        + String.join(" and ", PACKAGES));
                if (!found.all.isEmpty()) {
                    return found;
                }
            }
            return painted();
        } catch (IOException e) {
            throw new BenchException("the photographs cannot be read: " + e, e);
        }
    }

    private static Photos in(Path folder, String source) throws IOException {
        List<Photo> photos = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Photos::suits).sorted().toList()) {
                photos.add(new Photo(file.getFileName().toString(), Files.readAllBytes(file),
                        file.getFileName().toString().contains("5120x2880")));
            }
        }
        return new Photos(photos.size() + " " + source, photos);
    }

    private static boolean suits(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        long size = file.toFile().length();
        return Files.isRegularFile(file) && name.matches(".*\\.jpe?g") && size >= SMALLEST && size <= LARGEST;
    }

    /// Needs apt-get and dpkg; without them, or without a network, there is no folder afterwards.
    private static void fetch(Path cache) throws IOException {
        Path fresh = Files.createDirectories(cache.resolveSibling(cache.getFileName() + ".new"));
        String script = "apt-get download " + String.join(" ", PACKAGES) + " && for file in *.deb; do dpkg -x \"$file\""
                + " . && rm \"$file\"; done";
        try {
            Process process = new ProcessBuilder("sh", "-c", script).directory(fresh.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() == 0) {
                Files.move(fresh, cache);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A picture that costs little but what any picture costs: 640 × 480 pixels.
    static Photo small() throws IOException {
        return new Photo("small", paint(640, 480, 3), false);
    }

    private static Photos painted() throws IOException {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            boolean wide = i % 2 == 0;
            photos.add(new Photo("painted-" + i + ".jpg", paint(wide ? 5120 : 2560, wide ? 2880 : 1600, i), wide));
        }
        return new Photos("12 pictures that the program makes (no photographs: Debian's packages "
                + String.join(" and ", PACKAGES) + " cannot be fetched here)", photos);
    }

    /// Smooth light with shapes and noise.
    static byte[] paint(int width, int height, int seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(random.nextInt(1 << 24)), width, height,
                new Color(random.nextInt(1 << 24))));
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < 300; i++) {
            graphics.setPaint(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(width), random.nextInt(height), 1 + random.nextInt(width / 10),
                    1 + random.nextInt(height / 10));
        }
        graphics.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt(8) * 0x10101);
            }
        }
        return jpeg(image);
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.9f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
