package dev.imageportal.local;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.Random;

/// What a painter paints on and with. The same seed paints the same picture.
record Canvas(BufferedImage image, Graphics2D graphics, Palette palette, long seed, Random random) {

    static Canvas of(int width, int height, Palette palette, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return new Canvas(image, graphics, palette, seed, new Random(seed));
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    Rectangle bounds() {
        return new Rectangle(width(), height());
    }

    void stroke(Shape shape, Color colour, double thickness) {
        graphics.setStroke(new BasicStroke((float) thickness));
        graphics.setPaint(colour);
        graphics.draw(shape);
    }
}
