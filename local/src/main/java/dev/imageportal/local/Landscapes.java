package dev.imageportal.local;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/// Painters of skies with something below them.
final class Landscapes {

    private static final int STEP = 3;

    private Landscapes() {}

    /// Ridges behind ridges, paler the farther away, and a low sun.
    static void mountains(Canvas canvas) {
        sky(canvas, 0.55, 1);
        sun(canvas, 0.3 + 0.4 * canvas.random().nextDouble(), 0.34, 0.07);
        int ridges = 6;
        for (int ridge = 0; ridge < ridges; ridge++) {
            double near = ridge / (ridges - 1.0);
            Noise noise = new Noise(canvas.seed() + ridge);
            Path2D shape = ground(canvas, x -> 0.42 + 0.09 * (1 - near)
                    - (0.26 - 0.12 * near) * Math.pow(noise.at(x * (2.2 + 3 * near), near * 9, 6), 1.4)
                    + 0.42 * near);
            Color far = canvas.palette().at(0.8);
            Color colour = Palette.blend(far, canvas.palette().at(0), 0.25 + 0.75 * near);
            fill(canvas, shape, colour, Palette.blend(colour, far, 0.35));
        }
    }

    /// Swell after swell, each with a bright crest.
    static void waves(Canvas canvas) {
        sky(canvas, 0.5, 1);
        sun(canvas, 0.65, 0.25, 0.09);
        int swells = 9;
        for (int swell = 0; swell < swells; swell++) {
            double near = swell / (swells - 1.0);
            double phase = canvas.random().nextDouble() * Math.TAU;
            Noise noise = new Noise(canvas.seed() + swell);
            Path2D shape = ground(canvas, x -> 0.38 + 0.56 * near
                    + (0.012 + 0.03 * near) * Math.sin(x * Math.TAU * (3.4 - 2 * near) + phase)
                    + 0.03 * near * noise.at(x * 4, 0, 3));
            Color colour = canvas.palette().at(0.62 - 0.6 * near);
            fill(canvas, shape, Palette.blend(colour, Color.WHITE, 0.22), colour);
            canvas.stroke(shape, Palette.withAlpha(Palette.blend(colour, Color.WHITE, 0.65), 0.5), 1.5 + 2 * near);
        }
    }

    /// Dunes with a lit and a shaded side.
    static void dunes(Canvas canvas) {
        sky(canvas, 0.7, 1);
        sun(canvas, 0.2, 0.2, 0.05);
        int dunes = 5;
        for (int dune = 0; dune < dunes; dune++) {
            double near = dune / (dunes - 1.0);
            double phase = canvas.random().nextDouble() * Math.TAU;
            Path2D shape = ground(canvas, x -> 0.46 + 0.36 * near
                    + 0.09 * Math.sin(x * Math.TAU * (0.8 + 0.3 * near) + phase)
                    + 0.03 * Math.sin(x * Math.TAU * 2.1 + phase * 2));
            Color lit = canvas.palette().at(0.78 - 0.25 * near);
            Color shaded = canvas.palette().at(0.3 - 0.25 * near);
            Graphics2D graphics = canvas.graphics();
            graphics.setPaint(new GradientPaint(0, 0, lit, canvas.width(), canvas.height(), shaded));
            graphics.fill(shape);
        }
    }

    /// Curtains of light over a dark ridge.
    static void northernLights(Canvas canvas) {
        Graphics2D graphics = canvas.graphics();
        graphics.setPaint(new GradientPaint(0, 0, canvas.palette().at(0), 0, canvas.height(),
                canvas.palette().at(0.3)));
        graphics.fill(canvas.bounds());
        stars(canvas, 500);
        for (int curtain = 0; curtain < 4; curtain++) {
            Noise noise = new Noise(canvas.seed() + curtain);
            Color colour = canvas.palette().at(0.6 + 0.13 * curtain);
            for (int x = 0; x < canvas.width(); x += 2) {
                double share = x / (double) canvas.width();
                double bottom = canvas.height()
                        * (0.35 + 0.12 * curtain + 0.3 * (noise.at(share * 2.5, curtain, 3) - 0.5));
                double length = canvas.height() * (0.2 + 0.3 * noise.at(share * 9, 50 + curtain, 3));
                double strength = 0.07 + 0.22 * noise.at(share * 22, 90 + curtain, 3);
                graphics.setPaint(new LinearGradientPaint(x, (float) (bottom - length), x, (float) bottom,
                        new float[]{0, 0.75f, 1}, new Color[]{Palette.withAlpha(colour, 0),
                                Palette.withAlpha(colour, strength), Palette.withAlpha(colour, 0)}));
                graphics.fill(new Rectangle2D.Double(x, bottom - length, 3, length));
            }
        }
        Noise noise = new Noise(canvas.seed() + 99);
        fill(canvas, ground(canvas, x -> 0.86 - 0.14 * noise.at(x * 3, 0, 6)), Color.BLACK,
                canvas.palette().at(0.05));
    }

    private interface Horizon {

        /// The height of the ground at a place from 0, left, to 1, right; heights run from 0, top, to 1, bottom.
        double at(double x);
    }

    private static Path2D ground(Canvas canvas, Horizon horizon) {
        Path2D shape = new Path2D.Double();
        shape.moveTo(-STEP, canvas.height() + STEP);
        for (int x = -STEP; x <= canvas.width() + STEP; x += STEP) {
            shape.lineTo(x, canvas.height() * horizon.at(x / (double) canvas.width()));
        }
        shape.lineTo(canvas.width() + STEP, canvas.height() + STEP);
        shape.closePath();
        return shape;
    }

    private static void fill(Canvas canvas, Path2D shape, Color top, Color bottom) {
        Rectangle2D bounds = shape.getBounds2D();
        canvas.graphics()
                .setPaint(new GradientPaint(0, (float) bounds.getMinY(), top, 0, (float) bounds.getMaxY(), bottom));
        canvas.graphics().fill(shape);
    }

    private static void sky(Canvas canvas, double from, double to) {
        canvas.graphics()
                .setPaint(new GradientPaint(0, 0, canvas.palette().at(from), 0, canvas.height() * 0.6f,
                        canvas.palette().at(to)));
        canvas.graphics().fill(canvas.bounds());
    }

    private static void sun(Canvas canvas, double x, double y, double size) {
        double radius = size * Math.min(canvas.width(), canvas.height());
        double centreX = x * canvas.width();
        double centreY = y * canvas.height();
        Color light = Palette.blend(canvas.palette().at(1), Color.WHITE, 0.6);
        Graphics2D graphics = canvas.graphics();
        graphics.setPaint(new RadialGradientPaint((float) centreX, (float) centreY, (float) (radius * 5),
                new float[]{0, 1}, new Color[]{Palette.withAlpha(light, 0.7), Palette.withAlpha(light, 0)}));
        graphics.fill(canvas.bounds());
        graphics.setPaint(light);
        graphics.fill(new Ellipse2D.Double(centreX - radius, centreY - radius, 2 * radius, 2 * radius));
    }

    private static void stars(Canvas canvas, int count) {
        Random random = canvas.random();
        for (int star = 0; star < count; star++) {
            double size = canvas.width() / 1600.0 * (0.6 + 2 * Math.pow(random.nextDouble(), 4));
            canvas.graphics().setPaint(Palette.withAlpha(Color.WHITE, 0.3 + 0.7 * random.nextDouble()));
            canvas.graphics()
                    .fill(new Ellipse2D.Double(random.nextDouble() * canvas.width(),
                            random.nextDouble() * canvas.height() * 0.8, size, size));
        }
    }
}
