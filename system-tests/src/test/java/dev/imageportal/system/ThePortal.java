package dev.imageportal.system;

import dev.imageportal.local.Console;
import dev.imageportal.local.Ownerless;
import dev.imageportal.local.Ports;
import dev.imageportal.local.RunningPortal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The portal that all tests of this module share: started once, in a folder of its own below `target/`.
final class ThePortal {

    private static final TraceCollector TRACES = new TraceCollector();

    /// As in containers: JSON logs; and every trace is recorded.
    private static final Map<String, String> SETTINGS = Map.of("PORTAL_LOG_FORMAT", "ecs", "PORTAL_OTLP_ENDPOINT",
            TRACES.endpoint(), "PORTAL_TRACING_SAMPLING", "1.0");

    private static volatile @Nullable RunningPortal portal;
    private static @Nullable RuntimeException failure;

    private ThePortal() {}

    static synchronized RunningPortal running() {
        RunningPortal running = portal;
        if (failure != null) {
            throw new IllegalStateException("the portal did not start", failure);
        }
        if (running == null) {
            Path folder = newFolder();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(folder), "stop the portal"));
            running = start(folder, Ports.free());
        }
        return running;
    }

    /// What the portal's services say of their work.
    static TraceCollector traces() {
        return TRACES;
    }

    /// Stops everything and starts it again over the same data.
    static synchronized void restart() {
        RunningPortal old = running();
        old.close();
        start(old.data().folder(), old.ports());
    }

    private static RunningPortal start(Path folder, Ports ports) {
        try {
            RunningPortal starting = RunningPortal.prepare(folder, ports, new Console(System.out), SETTINGS);
            // Before it runs: a test run may be ended while the portal starts.
            portal = starting;
            starting.start();
            return starting;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /// Leaves the logs.
    private static void close(Path folder) {
        RunningPortal running = portal;
        if (running != null) {
            running.discard();
        }
        TRACES.close();
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println(folder + " cannot be deleted: " + e);
        }
    }

    private static Path newFolder() {
        try {
            Path portals = Files.createDirectories(Path.of("target", "portals").toAbsolutePath());
            Ownerless.end(portals);
            return Files.createTempDirectory(portals, "portal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
