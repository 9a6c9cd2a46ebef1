package dev.imageportal.image.picture;

import java.util.Arrays;
import java.util.Base64;

/// A picture's placeholder in some 25 bytes: its average colour and the lowest terms of a cosine transform, by the
/// algorithm described at https://evanw.github.io/thumbhash/.
///
/// Colour is turned into luminance, yellow-blue and red-green. Each channel keeps its average and those terms whose
/// frequencies lie in the lower triangle of the spectrum, 4 bits each, scaled by the largest.
final class ThumbHash {

    /// Larger pictures would cost time and gain nothing.
    static final int MAX_SIDE = 100;

    private ThumbHash() {}

    /// @param rgba 4 bytes a pixel, row by row, alpha not multiplied in
    /// @return Base64
    static String of(int width, int height, byte[] rgba) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || rgba.length != width * height * 4) {
            throw new IllegalArgumentException("no picture of up to " + MAX_SIDE + " pixels a side: " + width + " x "
                    + height + ", " + rgba.length + " bytes");
        }
        int pixels = width * height;
        double red = 0;
        double green = 0;
        double blue = 0;
        double opacity = 0;
        for (int i = 0; i < rgba.length; i += 4) {
            double alpha = (rgba[i + 3] & 0xff) / 255.0;
            red += alpha * (rgba[i] & 0xff) / 255.0;
            green += alpha * (rgba[i + 1] & 0xff) / 255.0;
            blue += alpha * (rgba[i + 2] & 0xff) / 255.0;
            opacity += alpha;
        }
        if (opacity > 0) {
            red /= opacity;
            green /= opacity;
            blue /= opacity;
        }

        double[] luminance = new double[pixels];
        double[] yellowBlue = new double[pixels];
        double[] redGreen = new double[pixels];
        double[] alphas = new double[pixels];
        for (int i = 0, p = 0; i < pixels; i++, p += 4) {
            double alpha = (rgba[p + 3] & 0xff) / 255.0;
            double r = red * (1 - alpha) + alpha * (rgba[p] & 0xff) / 255.0;
            double g = green * (1 - alpha) + alpha * (rgba[p + 1] & 0xff) / 255.0;
            double b = blue * (1 - alpha) + alpha * (rgba[p + 2] & 0xff) / 255.0;
            luminance[i] = (r + g + b) / 3;
            yellowBlue[i] = (r + g) / 2 - b;
            redGreen[i] = r - g;
            alphas[i] = alpha;
        }

        boolean transparent = opacity < pixels;
        // the longer side gets the most luminance terms; transparency takes some of their room
        int most = transparent ? 5 : 7;
        int across = Math.max(1, (int) Math.round((double) most * width / Math.max(width, height)));
        int down = Math.max(1, (int) Math.round((double) most * height / Math.max(width, height)));
        Spectrum l = Spectrum.of(luminance, width, height, Math.max(3, across), Math.max(3, down));
        Spectrum p = Spectrum.of(yellowBlue, width, height, 3, 3);
        Spectrum q = Spectrum.of(redGreen, width, height, 3, 3);
        boolean landscape = width > height;

        BitWriter out = new BitWriter();
        out.write(6, Math.round(63 * l.average));
        out.write(6, Math.round(31.5 + 31.5 * p.average));
        out.write(6, Math.round(31.5 + 31.5 * q.average));
        out.write(5, Math.round(31 * l.scale));
        out.write(1, transparent ? 1 : 0);
        out.write(3, landscape ? down : across);
        out.write(6, Math.round(63 * p.scale));
        out.write(6, Math.round(63 * q.scale));
        out.write(1, landscape ? 1 : 0);
        if (transparent) {
            Spectrum a = Spectrum.of(alphas, width, height, 5, 5);
            out.write(4, Math.round(15 * a.average));
            out.write(4, Math.round(15 * a.scale));
            out.writeTerms(l);
            out.writeTerms(p);
            out.writeTerms(q);
            out.writeTerms(a);
        } else {
            out.writeTerms(l);
            out.writeTerms(p);
            out.writeTerms(q);
        }
        return Base64.getEncoder().encodeToString(out.bytes());
    }

    /// One channel's average and its varying terms, from 0 to 1 around the middle 0.5.
    private record Spectrum(double average, double scale, double[] terms) {

        static Spectrum of(double[] channel, int width, int height, int across, int down) {
            double average = 0;
            double scale = 0;
            double[] terms = new double[across * down];
            int count = 0;
            double[] wave = new double[width];
            for (int cy = 0; cy < down; cy++) {
                for (int cx = 0; cx * down < across * (down - cy); cx++) {
                    for (int x = 0; x < width; x++) {
                        wave[x] = Math.cos(Math.PI / width * cx * (x + 0.5));
                    }
                    double sum = 0;
                    for (int y = 0; y < height; y++) {
                        double row = Math.cos(Math.PI / height * cy * (y + 0.5));
                        for (int x = 0; x < width; x++) {
                            sum += channel[x + y * width] * wave[x] * row;
                        }
                    }
                    sum /= width * height;
                    if (cx == 0 && cy == 0) {
                        average = sum;
                    } else {
                        terms[count++] = sum;
                        scale = Math.max(scale, Math.abs(sum));
                    }
                }
            }
            double[] scaled = new double[count];
            for (int i = 0; i < count; i++) {
                scaled[i] = scale > 0 ? 0.5 + 0.5 / scale * terms[i] : 0;
            }
            return new Spectrum(average, scale, scaled);
        }
    }

    /// Low bits first, as the format packs all its numbers.
    private static final class BitWriter {

        private final byte[] bytes = new byte[64];
        private int bits;

        void write(int width, long number) {
            for (int i = 0; i < width; i++, bits++) {
                bytes[bits >> 3] |= (byte) (((number >> i) & 1) << (bits & 7));
            }
        }

        void writeTerms(Spectrum spectrum) {
            for (double term : spectrum.terms) {
                write(4, Math.round(15 * term));
            }
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, (bits + 7) >> 3);
        }
    }
}
