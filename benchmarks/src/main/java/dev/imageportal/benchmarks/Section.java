package dev.imageportal.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a scenario reports: paragraphs and tables, as Markdown and as HTML.
final class Section {

    private final String title;
    private final List<Part> parts = new ArrayList<>();

    private sealed interface Part {

        record Text(String text) implements Part {}

        record Table(List<String> head, List<List<String>> rows) implements Part {}
    }

    Section(String title) {
        this.title = title;
    }

    Section text(String text) {
        parts.add(new Part.Text(text));
        return this;
    }

    Section table(List<String> head, List<List<String>> rows) {
        parts.add(new Part.Table(head, rows));
        return this;
    }

    Section targets(List<Target> targets) {
        return targets.isEmpty() ? this
                : table(List.of("target", "wanted", "measured", "verdict"),
                        targets.stream().map(Target::row).toList());
    }

    String markdown() {
        return "## " + title + "\n\n" + parts.stream().map(Section::markdown).collect(Collectors.joining("\n", "", ""));
    }

    String html() {
        return "<h2>" + escaped(title) + "</h2>\n" + parts.stream().map(Section::html).collect(Collectors.joining());
    }

    private static String markdown(Part part) {
        return switch (part) {
            case Part.Text(String text) -> text + "\n";
            case Part.Table(List<String> head, List<List<String>> rows) -> line(head)
                    + line(head.stream().map(cell -> "---").toList())
                    + rows.stream().map(Section::line).collect(Collectors.joining());
        };
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String html(Part part) {
        return switch (part) {
            case Part.Text(String text) -> "<p>" + escaped(text) + "</p>\n";
            case Part.Table(List<String> head, List<List<String>> rows) -> "<table>\n" + row("th", head)
                    + rows.stream().map(cells -> row("td", cells)).collect(Collectors.joining()) + "</table>\n";
        };
    }

    private static String row(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("**", "");
    }
}
