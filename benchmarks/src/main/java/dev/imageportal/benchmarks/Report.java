package dev.imageportal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes what was measured: `benchmarks.md` and `benchmarks.html`, and the scenarios' own stretches of the
/// documentation, each between two marks, so that what was not measured stays as it was.
final class Report {

    private final boolean quick;
    private final boolean compared;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    Report(boolean quick, boolean compared) {
        this.quick = quick;
        this.compared = compared;
    }

    void add(String scenario, Section section) {
        sections.put(scenario, section.text(circumstances()));
    }

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("benchmarks.md"), sections.values()
                .stream()
                .map(Section::markdown)
                .collect(Collectors.joining("\n", "# Benchmarks\n\n", "")));
        Files.writeString(folder.resolve("benchmarks.html"), """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>Benchmarks</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em }
                table { border-collapse: collapse; margin: 1em 0 }
                th, td { border: 1px solid #bbb; padding: .3em .6em; text-align: left; vertical-align: top }
                th { background: #eee }
                </style>
                <h1>Benchmarks</h1>
                """ + sections.values().stream().map(Section::html).collect(Collectors.joining()) + "</html>\n");
    }

    /// Rewrites each measured scenario's stretch; one that has no marks yet is added at the end.
    void rewrite(Path document) throws IOException {
        String text = Files.readString(document);
        for (Map.Entry<String, Section> each : sections.entrySet()) {
            text = replaced(text, each.getKey(), each.getValue().markdown());
        }
        Files.writeString(document, text);
    }

    static String replaced(String text, String scenario, String markdown) {
        String begin = "<!-- bench " + scenario + " -->\n";
        String end = "<!-- end of bench " + scenario + " -->\n";
        String stretch = begin + markdown + end;
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            return text.stripTrailing() + "\n\n" + stretch;
        }
        return text.substring(0, from) + stretch + text.substring(to + end.length());
    }

    private String circumstances() {
        return LocalDate.now(ZoneOffset.UTC) + ", " + machine() + ", Java " + Runtime.version() + "; load average "
                + load() + " at the end. Services with `"
                + System.getenv().getOrDefault("PORTAL_LOCAL_JAVA_OPTIONS", "")
                + "`, 256 MB of heap each, image-service 128 MB. The load came from the same machine."
                + (compared ? " Baseline: the course project's design re-created in Flask (gunicorn, two processes "
                        + "of four threads), on the same MariaDB and the same S3Proxy, in alternate rounds." : "")
                + (quick ? " A quick run: too short for figures to quote." : "");
    }

    private static String machine() {
        String processor = first(Path.of("/proc/cpuinfo"), "model name").replaceAll(".*: ", "");
        String memory = first(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
        return Runtime.getRuntime().availableProcessors() + " cores of " + (processor.isEmpty() ? "?" : processor)
                + ", "
                + (memory.isEmpty() ? "?" : Math.round(Double.parseDouble(memory) / 1e6)) + " GB, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static String load() {
        return String.format(Locale.ROOT, "%.1f", java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage());
    }

    private static String first(Path file, String start) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(start)).findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
