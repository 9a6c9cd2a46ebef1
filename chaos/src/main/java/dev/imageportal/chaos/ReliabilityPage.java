package dev.imageportal.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The last figures of each fault in `docs/reliability.md`, between two marks. Rows of faults that were left out stay.
record ReliabilityPage(Path file) {

    static final String BEGIN = "<!-- figures, written by ./portal chaos: begin -->";
    static final String END = "<!-- figures: end -->";

    void write(List<Outcome> outcomes, Options options) {
        try {
            String page = Files.readString(file);
            int begin = page.indexOf(BEGIN);
            int end = page.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new ChaosException(file + " has no marks for the figures");
            }
            Map<String, String> rows = new LinkedHashMap<>();
            Suite.all().forEach(fault -> rows.put(fault.name(), ""));
            page.substring(begin, end)
                    .lines()
                    .filter(line -> line.startsWith("| "))
                    .forEach(line -> rows.replace(line.split(" ", 3)[1], line));
            outcomes.forEach(outcome -> rows.put(outcome.fault(), row(outcome, options)));
            String table = Stream.concat(head(), rows.values().stream().filter(row -> !row.isEmpty()))
                    .collect(Collectors.joining("\n"));
            Files.writeString(file, page.substring(0, begin) + BEGIN + "\n" + table + "\n\n" + machine() + "\n"
                    + page.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> head() {
        List<String> headings = new ArrayList<>(Table.HEADINGS);
        headings.add("measured");
        return Stream.of(line(headings), "|" + "---|".repeat(headings.size()));
    }

    private static String row(Outcome outcome, Options options) {
        List<String> cells = new ArrayList<>(Table.cells(outcome));
        cells.add(LocalDate.now(ZoneOffset.UTC) + ", seed " + options.seed() + ", " + options.outage().toSeconds()
                + " s");
        return line(cells);
    }

    private static String line(List<String> cells) {
        return "| " + cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |";
    }

    private static String machine() {
        return "Machine of the last run: " + Runtime.getRuntime().availableProcessors() + " processors ("
                + processor() + "), " + memoryGigabytes() + " GB, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", Java " + Runtime.version()
                + "; everything on this one machine.";
    }

    private static String processor() {
        return proc("/proc/cpuinfo", "model name");
    }

    private static String memoryGigabytes() {
        String kilobytes = proc("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return kilobytes.isEmpty() ? "?"
                : String.format(Locale.ROOT, "%.0f", Long.parseLong(kilobytes) / 1024.0 / 1024.0);
    }

    private static String proc(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
