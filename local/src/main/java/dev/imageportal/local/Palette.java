package dev.imageportal.local;

import java.awt.Color;
import java.util.Arrays;

/// Colours in an order that blends well.
record Palette(Color... colours) {

    static final Palette DAWN = of("#2b1e4a", "#7b3b6b", "#e0655c", "#f8a85f", "#fde3a7");
    static final Palette ALPINE = of("#0e2a47", "#2f5d8a", "#6f9fc4", "#b9d4e6", "#f3f7fb");
    static final Palette FOREST = of("#0f2a1f", "#1f5138", "#4c8558", "#9dbf7e", "#eef3cf");
    static final Palette LAGOON = of("#05263b", "#0b5f73", "#1fa39a", "#7fd8be", "#f4f1bb");
    static final Palette EMBER = of("#1d0f1f", "#59162d", "#b3343a", "#ee7b3a", "#ffd98a");
    static final Palette AURORA = of("#050a1f", "#12284f", "#1f7a6d", "#5fe0a0", "#c58bf2");
    static final Palette CANDY = of("#3d2c8d", "#916bbf", "#e884b8", "#ffb8b1", "#fff1d0");
    static final Palette CLAY = of("#3a241c", "#7a4a32", "#c07a4d", "#e3b382", "#f7e7ce");

    private static Palette of(String... colours) {
        return new Palette(Arrays.stream(colours).map(Color::decode).toArray(Color[]::new));
    }

    Palette {
        colours = colours.clone();
    }

    @Override
    public Color[] colours() {
        return colours.clone();
    }

    /// The colour at a place from 0, the first, to 1, the last.
    Color at(double place) {
        double scaled = Math.clamp(place, 0, 1) * (colours.length - 1);
        int index = Math.min((int) scaled, colours.length - 2);
        return blend(colours[index], colours[index + 1], scaled - index);
    }

    static Color blend(Color from, Color to, double share) {
        return new Color(channel(from.getRed(), to.getRed(), share), channel(from.getGreen(), to.getGreen(), share),
                channel(from.getBlue(), to.getBlue(), share));
    }

    static Color withAlpha(Color colour, double alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(alpha * 255));
    }

    private static int channel(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
