package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.local.Ports;
import dev.imageportal.local.Service;
import dev.imageportal.system.PortalClient.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a service tells Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
///
/// @param types of the metrics by their names
record Scrape(List<Series> series, Map<String, String> types) {

    record Series(String name, Map<String, String> labels, double value) {}

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    static Scrape of(Service service) {
        Answer answer = new PortalClient(address(service)).get("/actuator/prometheus");
        if (answer.status() != 200) {
            throw new AssertionError("no metrics: " + answer);
        }
        List<Series> series = new ArrayList<>();
        Map<String, String> types = new HashMap<>();
        new String(answer.bytes(), UTF_8).lines().forEach(line -> {
            Matcher sample = LINE.matcher(line);
            if (line.startsWith("# TYPE ")) {
                String[] parts = line.split(" ", 4);
                types.put(parts[2], parts[3]);
            } else if (sample.matches()) {
                series.add(new Series(sample.group(1), labels(sample.group(2)), Double.parseDouble(
                        sample.group(3).replace("Inf", "Infinity"))));
            } else if (!line.startsWith("#")) {
                throw new AssertionError("no line of metrics: " + line);
            }
        });
        return new Scrape(series, types);
    }

    /// Where a service answers those who operate it.
    static URI address(Service service) {
        Ports ports = TestedPortal.own().ports();
        return URI.create("http://127.0.0.1:"
                + (service == Service.GATEWAY ? ports.gatewayManagement() : ports.of(service)));
    }

    /// The portal's own metrics. A timer's maximum is no metric of its own.
    Set<String> portalNames() {
        Set<String> names = new TreeSet<>();
        types.keySet().stream().filter(name -> name.startsWith("portal_")).filter(name -> {
            String of = types.get(name.replaceAll("_max$", ""));
            return !name.endsWith("_max") || of == null || of.equals("gauge");
        }).forEach(names::add);
        return names;
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }
}
