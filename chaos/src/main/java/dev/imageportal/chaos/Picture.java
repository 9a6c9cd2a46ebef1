package dev.imageportal.chaos;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/// A JPEG that there is no other of, with its caption.
record Picture(byte[] file, String caption) {

    private static final int LARGE_ONE_OF = 25;
    private static final int SHAPES = 12;

    /// Mostly small ones, so that many fit into a while; one in 25 is of two megapixels.
    static Picture any(RandomGenerator random) {
        boolean large = random.nextInt(LARGE_ONE_OF) == 0;
        int width = large ? 1_800 : random.nextInt(120, 400);
        int height = large ? 1_200 : random.nextInt(120, 400);
        return of(width, height, random);
    }

    static Picture small(RandomGenerator random) {
        return of(random.nextInt(60, 160), random.nextInt(60, 160), random);
    }

    private static Picture of(int width, int height, RandomGenerator random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, color(random), width, height, color(random)));
        graphics.fillRect(0, 0, width, height);
        for (int shape = 0; shape < SHAPES; shape++) {
            graphics.setColor(color(random));
            graphics.fillOval(random.nextInt(width), random.nextInt(height), random.nextInt(8, width),
                    random.nextInt(8, height));
        }
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Picture(file.toByteArray(), "Under fire #chaos " + Long.toString(random.nextLong(1L << 40), 36));
    }

    String sha256() {
        return sha256(file);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Color color(RandomGenerator random) {
        return new Color(random.nextInt(1 << 24));
    }
}
