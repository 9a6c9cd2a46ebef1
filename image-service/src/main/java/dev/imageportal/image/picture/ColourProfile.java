package dev.imageportal.image.picture;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// ICC profiles (ICC.1:2022), as far as to tell those that say no more than "sRGB". Many files carry one; converting
/// from sRGB to sRGB would cost a fifth of a picture's time and change nothing.
final class ColourProfile {

    /// Of red, green and blue, adapted to D50 as profiles have them (IEC 61966-2-1).
    private static final double[][] SRGB_COLORANTS = {{0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971},
            {0.1431, 0.0606, 0.7141}};
    private static final double COLORANT_TOLERANCE = 0.003;
    /// Less than half a step of 8 bits.
    private static final double CURVE_TOLERANCE = 0.0015;
    private static final int CURVE_SAMPLES = 64;
    private static final int MAX_TAGS = 100;

    private final FileBytes profile;
    private final Map<String, Long> tags = new HashMap<>();

    private ColourProfile(MemorySegment profile) {
        this.profile = FileBytes.bigEndian(profile);
        int count = (int) Math.min(this.profile.u32(128), MAX_TAGS);
        for (int i = 0; i < count; i++) {
            tags.put(this.profile.text(132 + i * 12L, 4), this.profile.u32(136 + i * 12L));
        }
    }

    /// @param profile as it stands in the file; whatever can't be understood is not sRGB
    static boolean isSrgb(MemorySegment profile) {
        try {
            return new ColourProfile(profile).isSrgb();
        } catch (IndexOutOfBoundsException e) {
            return false;
        }
    }

    private boolean isSrgb() {
        return profile.startsWith(16, "RGB XYZ ") && !tags.containsKey("A2B0")
                && channel("r", SRGB_COLORANTS[0]) && channel("g", SRGB_COLORANTS[1])
                && channel("b", SRGB_COLORANTS[2]);
    }

    private boolean channel(String name, double[] colorant) {
        Long xyz = tags.get(name + "XYZ");
        Long curve = tags.get(name + "TRC");
        if (xyz == null || curve == null || !profile.startsWith(xyz, "XYZ ")) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            if (Math.abs(fixed(xyz + 8 + i * 4L) - colorant[i]) > COLORANT_TOLERANCE) {
                return false;
            }
        }
        for (int i = 0; i <= CURVE_SAMPLES; i++) {
            double value = (double) i / CURVE_SAMPLES;
            // the comparison is written so that a curve that is no number fails it
            if (!(Math.abs(curve(curve, value) - srgb(value)) < CURVE_TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private static double srgb(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private double curve(long tag, double value) {
        if (profile.startsWith(tag, "curv")) {
            long last = profile.u32(tag + 8) - 1;
            if (last < 1) {
                return Double.NaN;
            }
            long below = Math.min((long) (value * last), last - 1);
            double share = value * last - below;
            return (profile.u16(tag + 12 + below * 2) * (1 - share) + profile.u16(tag + 14 + below * 2) * share)
                    / 65_535;
        }
        // function 3 of the parametric ones: a power above d, a line below
        if (!profile.startsWith(tag, "para") || profile.u16(tag + 8) != 3) {
            return Double.NaN;
        }
        return value >= fixed(tag + 28)
                ? Math.pow(fixed(tag + 16) * value + fixed(tag + 20), fixed(tag + 12))
                : fixed(tag + 24) * value;
    }

    /// A signed number with 16 bits behind the point.
    private double fixed(long offset) {
        return (int) profile.u32(offset) / 65_536.0;
    }
}
