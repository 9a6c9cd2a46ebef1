package dev.imageportal.benchmarks;

import java.util.List;
import java.util.Locale;

/// A figure that is wanted, and the one that was measured.
///
/// @param wanted such as `≥ 5 ×`
record Target(String what, String wanted, String measured, boolean met) {

    static Target atLeast(String what, double wanted, double measured, String unit) {
        return new Target(what, "≥ " + number(wanted) + unit, number(measured) + unit, measured >= wanted);
    }

    static Target atMost(String what, double wanted, double measured, String unit) {
        return new Target(what, "≤ " + number(wanted) + unit, number(measured) + unit, measured <= wanted);
    }

    List<String> row() {
        return List.of(what, wanted, measured, met ? "met" : "**missed**");
    }

    /// Three digits that matter.
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : size == 0 ? "%.0f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
}
