package dev.imageportal.local;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Painters of surfaces.
final class Patterns {

    private Patterns() {}

    /// Truchet's tiling: quarter circles turned at random join to long curves.
    static void curves(Canvas canvas) {
        background(canvas, 0.05);
        double tile = Math.min(canvas.width(), canvas.height()) / 9.0;
        Graphics2D graphics = canvas.graphics();
        for (double share : new double[]{0.34, 0.2, 0.07}) {
            Random turns = new Random(canvas.seed());
            graphics.setStroke(new BasicStroke((float) (tile * share), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
            for (double y = 0; y < canvas.height(); y += tile) {
                for (double x = 0; x < canvas.width(); x += tile) {
                    double place = (x / canvas.width() + y / canvas.height()) / 2;
                    graphics.setPaint(share > 0.3 ? canvas.palette().at(0.2)
                            : share > 0.1 ? canvas.palette().at(0.35 + 0.65 * place) : canvas.palette().at(0.1));
                    boolean turned = turns.nextBoolean();
                    quarter(graphics, turned ? x : x + tile, y, tile, turned ? 270 : 180);
                    quarter(graphics, turned ? x + tile : x, y + tile, tile, turned ? 90 : 0);
                }
            }
        }
    }

    /// Hexagons whose colours drift over the surface.
    static void hexagons(Canvas canvas) {
        background(canvas, 0);
        double radius = Math.max(canvas.width(), canvas.height()) / 34.0;
        Noise noise = new Noise(canvas.seed());
        double rowHeight = radius * 1.5;
        double columnWidth = radius * Math.sqrt(3);
        for (int row = -1; row * rowHeight < canvas.height() + radius; row++) {
            for (int column = -1; column * columnWidth < canvas.width() + radius; column++) {
                double x = (column + (Math.floorMod(row, 2) == 0 ? 0 : 0.5)) * columnWidth;
                double y = row * rowHeight;
                double place = noise.at(2.5 * x / canvas.width(), 2.5 * y / canvas.height(), 4);
                canvas.graphics().setPaint(canvas.palette().at((place - 0.2) * 1.6));
                canvas.graphics().fill(hexagon(x, y, radius * (0.72 + 0.22 * place)));
            }
        }
    }

    /// Thousands of strokes along a stream.
    static void streams(Canvas canvas) {
        background(canvas, 0);
        Noise noise = new Noise(canvas.seed());
        double size = Math.max(canvas.width(), canvas.height());
        Graphics2D graphics = canvas.graphics();
        for (int stroke = 0; stroke < 2600; stroke++) {
            double x = canvas.random().nextDouble() * canvas.width();
            double y = canvas.random().nextDouble() * canvas.height();
            Path2D line = new Path2D.Double();
            line.moveTo(x, y);
            Color colour = canvas.palette().at(0.2 + 0.8 * noise.at(3 * x / size, 3 * y / size + 40, 2));
            for (int step = 0; step < 60; step++) {
                double angle = noise.at(2 * x / size, 2 * y / size, 3) * Math.TAU * 2;
                x += Math.cos(angle) * size / 260;
                y += Math.sin(angle) * size / 260;
                line.lineTo(x, y);
            }
            graphics.setStroke(new BasicStroke((float) (size / 1000 * (1 + 2 * canvas.random().nextDouble())),
                    BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.setPaint(Palette.withAlpha(colour, 0.55));
            graphics.draw(line);
        }
    }

    /// Circles as large as their neighbours let them be.
    static void bubbles(Canvas canvas) {
        background(canvas, 0.02);
        record Bubble(Point2D centre, double radius) {}
        List<Bubble> bubbles = new ArrayList<>();
        double size = Math.min(canvas.width(), canvas.height());
        Random random = canvas.random();
        for (int attempt = 0; attempt < 7000; attempt++) {
            Point2D centre = new Point2D.Double(random.nextDouble() * canvas.width(),
                    random.nextDouble() * canvas.height());
            double room = size / 7;
            for (Bubble other : bubbles) {
                room = Math.min(room, centre.distance(other.centre()) - other.radius());
            }
            if (room > size / 170) {
                bubbles.add(new Bubble(centre, room * 0.94));
            }
        }
        for (Bubble bubble : bubbles) {
            double place = bubble.centre().getX() / canvas.width() * 0.6 + random.nextDouble() * 0.4;
            for (int ring = 0; ring < 4; ring++) {
                double radius = bubble.radius() * (1 - 0.24 * ring);
                canvas.graphics().setPaint(canvas.palette().at(0.15 + 0.85 * (ring % 2 == 0 ? place : 1 - place)));
                canvas.graphics()
                        .fill(new Ellipse2D.Double(bubble.centre().getX() - radius, bubble.centre().getY() - radius,
                                2 * radius, 2 * radius));
            }
        }
    }

    private static void background(Canvas canvas, double place) {
        canvas.graphics().setPaint(canvas.palette().at(place));
        canvas.graphics().fill(canvas.bounds());
    }

    private static void quarter(Graphics2D graphics, double x, double y, double tile, int from) {
        graphics.draw(new Arc2D.Double(x - tile / 2, y - tile / 2, tile, tile, from, 90, Arc2D.OPEN));
    }

    private static Path2D hexagon(double x, double y, double radius) {
        Path2D hexagon = new Path2D.Double();
        for (int corner = 0; corner < 6; corner++) {
            double angle = Math.TAU * (corner + 0.5) / 6;
            double cornerX = x + radius * Math.cos(angle);
            double cornerY = y + radius * Math.sin(angle);
            if (corner == 0) {
                hexagon.moveTo(cornerX, cornerY);
            } else {
                hexagon.lineTo(cornerX, cornerY);
            }
        }
        hexagon.closePath();
        return hexagon;
    }
}
