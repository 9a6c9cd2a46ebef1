package dev.imageportal.benchmarks;

import dev.imageportal.local.Console;
import dev.imageportal.local.Ports;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// From the command to a portal that serves, and each service by itself.
final class StartScenario implements Scenario {

    private static final Duration CONTAINERS_AT_MOST = Duration.ofMinutes(6);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Section measure(Stage stage) throws Exception {
        List<Double> fresh = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int round = 0; round < stage.rounds(); round++) {
            Path folder = stage.folder().resolve("start-" + round);
            fresh.add(start(folder));
            stage.say(String.format(Locale.ROOT, "a portal without data: ready after %.1f s", fresh.getLast()));
            again.add(start(folder));
            stage.say(String.format(Locale.ROOT, "a portal with data: ready after %.1f s", again.getLast()));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("`./portal run`, built, without data", fresh));
        rows.add(row("`./portal run`, built, with data", again));
        for (Service service : Service.values()) {
            List<Double> alone = new ArrayList<>();
            for (int round = 0; round < stage.rounds(); round++) {
                alone.add(stage.portal().restart(service));
            }
            rows.add(row(service.part() + " alone, after SIGKILL, as the runner starts it again", alone));
            stage.say(rows.getLast().getFirst() + ": " + rows.getLast().get(1));
        }
        Section section = new Section("Start")
                .text("Until everything answers, while the measured portal idles beside it; " + stage.medians() + ".")
                .table(List.of("what", "ready after"), rows);
        List<List<String>> containers = stage.quick() ? List.of() : containers(stage);
        return containers.isEmpty()
                ? section.text("Containers were not started: that needs a Docker engine with the images that `docker "
                        + "compose build` makes, and more time than a quick run has.")
                : section.text("In the container, until it would listen, with the AOT cache of the image and without:")
                        .table(containers.getFirst(), containers.subList(1, containers.size()));
    }

    /// What `deploy/start-times` prints: the head, then a row for each service; empty where it fails.
    private static List<List<String>> containers(Stage stage) throws IOException, InterruptedException {
        Path output = stage.folder().resolve("start-times");
        Process process = new ProcessBuilder(stage.home().resolve("deploy/start-times").toString(), "3")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(CONTAINERS_AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            return List.of();
        }
        List<List<String>> rows = Files.readAllLines(output)
                .stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|--"))
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .map(cells -> cells.subList(1, cells.size() - 1))
                .toList();
        return process.exitValue() == 0 ? rows : List.of();
    }

    private static double start(Path folder) {
        Console silent = new Console(new PrintStream(OutputStream.nullOutputStream()));
        long begun = System.nanoTime();
        RunningPortal portal = RunningPortal.prepare(folder, Ports.free(), silent);
        try {
            portal.start();
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            portal.close();
        }
    }

    private static List<String> row(String what, List<Double> seconds) {
        double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return List.of(what, Target.number(Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(0)) + " s");
    }
}
