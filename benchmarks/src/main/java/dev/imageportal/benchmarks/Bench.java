package dev.imageportal.benchmarks;

import dev.imageportal.local.Console;
import dev.imageportal.local.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The command `./portal bench`, whose script sees to Java and the build first.
public final class Bench {

    private static final List<Scenario> SCENARIOS = List.of(new UploadScenario(), new MediaScenario(),
            new FeedScenario(), new SearchScenario(), new LagScenario(), new MemoryScenario(), new StartScenario());
    /// Nothing is measured for longer, however much else the machine does.
    private static final Duration AT_MOST = Duration.ofMinutes(60);
    private static final Duration QUICK_AT_MOST = Duration.ofMinutes(5);

    private final Console console = new Console(System.out);
    private final Path home;
    private final Options options;

    private Bench(Path home, Options options) {
        this.home = home;
        this.options = options;
    }

    public static void main(String[] arguments) {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("portal.home")));
        try {
            Options options = Options.parse(List.of(arguments), Path.of(System.getProperty("portal.caller", ".")),
                    SCENARIOS.stream().map(Scenario::name).toList());
            new Bench(home, options).run();
            System.exit(0);
        } catch (BenchException | LocalException e) {
            System.err.println("portal: " + e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            System.err.println("portal: the benchmark broke: " + e);
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws Exception {
        if (!Processes.known()) {
            throw new BenchException("bench needs Linux: processor times come from /proc");
        }
        Path target = Files.createDirectories(home.resolve("benchmarks/target"));
        Photos photos = Photos.find(options.photos(), target.resolve("photographs"));
        Path folder = Files.createTempDirectory("portal-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete"));
        System.setProperty("portal.bench.folder", folder.toString());
        console.line("Starting a portal of its own in " + folder);
        Report report = new Report(options.quick(), options.baseline() != null);
        try (BenchedPortal portal = BenchedPortal.start(folder.resolve("portal"), console);
                Baseline baseline = baseline(portal, target)) {
            Stage stage = new Stage(portal, baseline, portal.signUp("bench"), photos, options.quick(), home, folder,
                    console);
            console.line("Pictures: " + photos.source());
            stopAfter(options.quick() ? QUICK_AT_MOST : AT_MOST);
            for (Scenario scenario : SCENARIOS) {
                if (options.scenarios().contains(scenario.name())) {
                    measure(scenario, stage, report);
                    report.writeTo(target);
                    if (!options.keep()) {
                        report.rewrite(home.resolve("docs/benchmarks.md"));
                    }
                }
            }
        }
        console.line("Reports: " + target.resolve("benchmarks.html") + ", benchmarks.md");
    }

    private void measure(Scenario scenario, Stage stage, Report report) throws Exception {
        console.line(scenario.name());
        long begun = System.nanoTime();
        report.add(scenario.name(), scenario.measure(stage));
        console.line(String.format(Locale.ROOT, "  %s took %.0f s", scenario.name(),
                (System.nanoTime() - begun) / 1e9));
    }

    private @Nullable Baseline baseline(BenchedPortal portal, Path target) throws InterruptedException {
        Path folder = options.baseline();
        return folder == null ? null : Baseline.start(folder, portal, target.resolve("baseline.log"));
    }

    private static void stopAfter(Duration limit) {
        Thread.ofPlatform().daemon().name("limit").start(() -> {
            try {
                Thread.sleep(limit);
                System.err.println("portal: the benchmark is not done after " + limit.toMinutes()
                        + " minutes; benchmarks/target has the scenarios that are");
                System.exit(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// After the portal has stopped, which another hook sees to; what that still writes is left.
    private static void delete(Path folder) {
        for (int attempt = 0; attempt < 20 && Files.exists(folder); attempt++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
