package dev.imageportal.chaos;

import dev.imageportal.local.Console;
import dev.imageportal.local.LocalException;
import dev.imageportal.local.Ownerless;
import dev.imageportal.local.Ports;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The command `./portal chaos`: a portal of its own on free ports, and what happens to it.
final class Chaos {

    private static final int BROKEN = 1;
    private static final int MISUSED = 2;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private Chaos() {}

    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
            Suite.named(options.faults());
        } catch (IllegalArgumentException e) {
            System.err.println("portal: " + e.getMessage());
            System.exit(MISUSED);
            return;
        }
        try {
            System.exit(run(options) ? 0 : BROKEN);
        } catch (LocalException | ChaosException | UncheckedIOException e) {
            System.err.println("portal: " + e.getMessage());
            System.exit(BROKEN);
        }
    }

    /// @return whether every promise was kept
    private static boolean run(Options options) {
        Console console = new Console(System.out);
        Path home = Path.of(System.getProperty("portal.home", ""));
        Path folder = newFolder(home.resolve("chaos/target/portals"));
        Map<Service, Map<String, String>> settings = new ConcurrentHashMap<>();
        RunningPortal portal = RunningPortal.prepare(folder, Ports.free(), runnersConsole(folder), service -> {
            Map<String, String> all = new ConcurrentHashMap<>(Map.of("PORTAL_RATE_LIMITS", "off"));
            all.putAll(settings.getOrDefault(service, Map.of()));
            return all;
        });
        Runtime.getRuntime().addShutdownHook(new Thread(portal::close, "stop the portal"));
        console.line("Starting a portal in " + folder);
        portal.start();
        portal.restartWithin(LONGEST_PAUSE);
        List<Outcome> outcomes;
        try (Scene scene = new Scene(portal, options, console, settings)) {
            outcomes = Suite.run(scene);
        }
        boolean kept = outcomes.stream().allMatch(Outcome::kept);
        console.line("\n" + Table.plain(outcomes) + "\n");
        outcomes.forEach(outcome -> outcome.broken()
                .forEach(promise -> console.line(outcome.fault() + ": " + promise)));
        if (options.published()) {
            new ReliabilityPage(home.resolve("docs/reliability.md")).write(outcomes, options);
        }
        portal.close();
        if (kept) {
            delete(folder);
        } else {
            console.line("A promise was broken; the logs are in " + portal.data().logs());
        }
        return kept;
    }

    /// Apart from the command's own: it shows every code that is sent, and every process that is started again.
    private static Console runnersConsole(Path folder) {
        try {
            return new Console(new PrintStream(folder.resolveSibling("runner.log").toFile(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFolder(Path portals) {
        try {
            Files.createDirectories(portals);
            Ownerless.end(portals);
            return Files.createTempDirectory(portals, "portal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println(folder + " cannot be deleted: " + e);
        }
    }
}
