package dev.imageportal.aws;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Two days drawn below each other's hours, as an SVG: uploads offered, instances, utilisation, refused uploads.
final class ScalingChart {

    private static final int WIDTH = 900;
    private static final int LEFT = 60;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 20;
    private static final int PLOT_HEIGHT = 110;
    private static final int ROW = 150;
    private static final int TOP = 84;

    private static final String FIRST_COLOUR = "#0f766e";
    private static final String SECOND_COLOUR = "#c2410c";

    private final String firstName;
    private final SimulatedDay first;
    private final String secondName;
    private final SimulatedDay second;

    ScalingChart(String firstName, SimulatedDay first, String secondName, SimulatedDay second) {
        this.firstName = firstName;
        this.first = first;
        this.secondName = secondName;
        this.second = second;
    }

    String svg() {
        int height = TOP + 4 * ROW + 10;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="12" fill="#1f2937" role="img">
                <title>A day of uploads under two ways of scaling</title>
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %3$s%4$s%5$s%6$s%7$s%8$s</svg>
                """
                .formatted(WIDTH, height, legend(30, FIRST_COLOUR, firstName, first),
                        legend(52, SECOND_COLOUR, secondName, second),
                        row(0, "Uploads offered a second", 30, 10, SimulatedDay.Minute::offered, false),
                        row(1, "Instances in service", 12, 4, SimulatedDay.Minute::instances, true),
                        row(2, "Processors busy, percent of what uploads may have", 100, 50,
                                minute -> 100 * minute.utilisation(), true),
                        row(3, "Uploads refused a second", 12, 4, SimulatedDay.Minute::refused, true));
    }

    private static String legend(int y, String colour, String name, SimulatedDay day) {
        return format("""
                <rect x="%d" y="%d" width="14" height="4" fill="%s"/>
                <text x="%d" y="%d">%s: %.0f instance hours, %.0f %% busy, %.0f of %.0f uploads refused (%.2f %%)</text>
                """, LEFT, y - 6, colour, LEFT + 22, y, name, day.instanceHours(), 100 * day.meanUtilisation(),
                day.refused(), day.uploads(), 100 * day.refused() / day.uploads());
    }

    private String row(int index, String title, double largest, double step,
            ToDoubleFunction<SimulatedDay.Minute> value, boolean both) {
        int top = TOP + index * ROW;
        StringBuilder row = new StringBuilder(
                format("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>\n", LEFT, top, title));
        for (double tick = 0; tick <= largest; tick += step) {
            double y = y(top, tick, largest);
            row.append(format(
                    "<path d=\"M%d %.1fH%d\" stroke=\"#e5e7eb\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>\n",
                    LEFT, y, LEFT + PLOT_WIDTH, LEFT - 6, y + 4, tick));
        }
        for (int hour = 0; hour <= 24; hour += 3) {
            row.append(format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#6b7280\">%02d</text>\n",
                    x(hour * 60), top + 8 + PLOT_HEIGHT + 16, hour));
        }
        row.append(line(first, both ? FIRST_COLOUR : "#374151", top, largest, value));
        if (both) {
            row.append(line(second, SECOND_COLOUR, top, largest, value));
        }
        return row.toString();
    }

    private static String line(SimulatedDay day, String colour, int top, double largest,
            ToDoubleFunction<SimulatedDay.Minute> value) {
        List<SimulatedDay.Minute> minutes = day.minutes();
        String points = IntStream.range(0, minutes.size())
                .mapToObj(minute -> format("%.1f,%.1f", x(minute),
                        y(top, value.applyAsDouble(minutes.get(minute)), largest)))
                .collect(Collectors.joining(" "));
        return format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n", points, colour);
    }

    private static double x(int minute) {
        return LEFT + (double) PLOT_WIDTH * minute / LoadCurve.MINUTES;
    }

    private static double y(int top, double value, double largest) {
        return top + 8 + PLOT_HEIGHT * (1 - value / largest);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
