package dev.imageportal.benchmarks;

import dev.imageportal.local.Console;
import dev.imageportal.local.Ports;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// From the command to a portal that serves, and each service by itself.
final class StartScenario implements Scenario {

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
        return new Section("Start")
                .text("Until everything answers, while the measured portal idles beside it; medians of "
                        + stage.rounds() + " starts.")
                .table(List.of("what", "ready after"), rows);
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
