package dev.imageportal.system;

import dev.imageportal.local.Console;
import dev.imageportal.local.Ports;
import dev.imageportal.local.RunningPortal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The portal that all tests of this module share: started once, in a folder of its own below `target/`.
final class ThePortal {

    private static @Nullable RunningPortal portal;

    private ThePortal() {}

    static synchronized RunningPortal running() {
        RunningPortal running = portal;
        if (running == null) {
            Path folder = newFolder();
            running = start(folder, Ports.free());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                running().close();
                delete(folder);
            }, "stop the portal"));
        }
        return running;
    }

    /// Stops everything and starts it again over the same data.
    static synchronized void restart() {
        RunningPortal old = running();
        old.close();
        start(old.data().folder(), old.ports());
    }

    private static RunningPortal start(Path folder, Ports ports) {
        RunningPortal starting = RunningPortal.prepare(folder, ports, new Console(System.out));
        try {
            starting.start();
        } catch (RuntimeException e) {
            starting.close();
            throw e;
        }
        portal = starting;
        return starting;
    }

    private static Path newFolder() {
        try {
            Path portals = Files.createDirectories(Path.of("target", "portals").toAbsolutePath());
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
