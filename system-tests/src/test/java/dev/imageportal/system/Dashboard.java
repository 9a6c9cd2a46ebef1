package dev.imageportal.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A dashboard of `deploy/grafana`, with the queries that Grafana would send.
record Dashboard(String title, List<Panel> panels, Map<String, String> variables) {

    record Panel(String dashboard, String title, String query) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), *([a-z_]+)\\)");

    /// Four scrapes of 15 s, as the data source says.
    private static final String RATE_INTERVAL = "1m";

    static List<Dashboard> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(Dashboard::read).toList();
        }
    }

    private static Dashboard read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            String title = json.path("title").asString();
            List<Panel> panels = new ArrayList<>();
            json.path("panels")
                    .forEach(panel -> panel.path("targets")
                            .forEach(target -> panels.add(new Panel(title, panel.path("title").asString(),
                                    target.path("expr").asString()))));
            Map<String, String> variables = json.path("templating")
                    .path("list")
                    .valueStream()
                    .collect(Collectors.toMap(variable -> variable.path("name").asString(),
                            variable -> variable.path("query").path("query").asString()));
            return new Dashboard(title, panels, variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its panels with each variable set to all of its values.
    List<Panel> resolved(PrometheusServer prometheus) {
        Map<String, String> values = new HashMap<>();
        values.put("__rate_interval", RATE_INTERVAL);
        while (values.size() <= variables.size()) {
            int before = values.size();
            variables.forEach((name, query) -> {
                String known = resolve(query, values);
                if (!values.containsKey(name) && !known.contains("$")) {
                    values.put(name, valuesOf(known, prometheus));
                }
            });
            if (values.size() == before) {
                throw new AssertionError(title + ": variables of which nothing is known: " + variables);
            }
        }
        return panels.stream()
                .map(panel -> new Panel(panel.dashboard, panel.title, resolve(panel.query, values)))
                .toList();
    }

    private static String valuesOf(String query, PrometheusServer prometheus) {
        Matcher asked = LABEL_VALUES.matcher(query);
        if (!asked.matches()) {
            throw new AssertionError("no query of a variable: " + query);
        }
        return prometheus.labelValues(asked.group(2), asked.group(1))
                .stream()
                .map(value -> value.replace(".", "\\\\."))
                .collect(Collectors.joining("|", "(", ")"));
    }

    private static String resolve(String query, Map<String, String> values) {
        String resolved = query;
        for (Map.Entry<String, String> value : values.entrySet()) {
            resolved = resolved.replace("$" + value.getKey(), value.getValue());
        }
        return resolved;
    }
}
