package dev.imageportal.local;

/// Smooth randomness: value noise over a grid of hashed points, always the same for the same seed.
record Noise(long seed) {

    /// Several octaves of noise, each of twice the frequency and half the weight.
    ///
    /// @return 0 to 1
    double at(double x, double y, int octaves) {
        double sum = 0;
        double weight = 0.5;
        double total = 0;
        for (int octave = 0; octave < octaves; octave++) {
            double scale = 1 << octave;
            sum += weight * smooth(x * scale, y * scale, octave);
            total += weight;
            weight /= 2;
        }
        return sum / total;
    }

    private double smooth(double x, double y, int octave) {
        long left = (long) Math.floor(x);
        long top = (long) Math.floor(y);
        double across = ease(x - left);
        double down = ease(y - top);
        double upper = mix(point(left, top, octave), point(left + 1, top, octave), across);
        double lower = mix(point(left, top + 1, octave), point(left + 1, top + 1, octave), across);
        return mix(upper, lower, down);
    }

    /// The finaliser of SplitMix64 spreads the grid's numbers evenly.
    private double point(long x, long y, int octave) {
        long z = seed * 0x9E3779B97F4A7C15L + x * 0xBF58476D1CE4E5B9L + y * 0x94D049BB133111EBL + octave;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }

    private static double ease(double share) {
        return share * share * (3 - 2 * share);
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
