package dev.imageportal.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What became of the faults, a line for each.
final class Table {

    static final List<String> HEADINGS = List.of("fault", "seconds", "requests", "refused", "failed", "lost",
            "doubled", "recovered after", "promises");

    private Table() {}

    static List<String> cells(Outcome outcome) {
        if (outcome.skipped() != null) {
            return List.of(outcome.fault(), "", "", "", "", "", "", "", "skipped: " + outcome.skipped());
        }
        String kept = outcome.kept() ? "kept" : "BROKEN";
        return List.of(outcome.fault(), seconds(outcome.seconds()), Long.toString(outcome.requests()),
                Long.toString(outcome.refused()), Long.toString(outcome.failed()), Long.toString(outcome.lost()),
                Long.toString(outcome.doubled()), seconds(outcome.recovered()),
                outcome.note().isEmpty() ? kept : kept + " (" + outcome.note() + ")");
    }

    /// For a terminal: columns below each other.
    static String plain(List<Outcome> outcomes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        outcomes.forEach(outcome -> rows.add(cells(outcome)));
        List<Integer> widths = IntStream.range(0, HEADINGS.size())
                .mapToObj(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> pad(row.get(column), widths.get(column), column))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String pad(String cell, int width, int column) {
        String space = " ".repeat(width - cell.length());
        return column == 0 || column == HEADINGS.size() - 1 ? cell + space : space + cell;
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "" : String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
