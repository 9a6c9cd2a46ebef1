package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One set of components for all tests of a JVM: on free ports, in a folder of its own below `target/`, stopped when the
/// JVM ends. What a killed test run left behind goes at the next one's start.
public final class SharedComponents {

    private static final Set<Component> STARTED = EnumSet.noneOf(Component.class);
    private static @Nullable Components components;

    private SharedComponents() {}

    /// Starts those of the wanted that were never started; what a test stopped stays as that test wants it.
    public static synchronized Components with(Component... wanted) {
        if (components == null) {
            components = start();
        }
        Set<Component> absent = EnumSet.copyOf(Set.of(wanted));
        absent.removeAll(STARTED);
        components.startAll(absent);
        STARTED.addAll(absent);
        return components;
    }

    private static Components start() {
        Path all = Path.of("target", "components").toAbsolutePath();
        try {
            Files.createDirectories(all);
            Ownerless.end(all).forEach(SharedComponents::remove);
            Path mine = Files.createTempDirectory(all, "test");
            Components started = Components.start(mine, Ports.free(), Set.of());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.discard();
                remove(mine);
            }, "stop components"));
            return started;
        } catch (IOException e) {
            throw new LocalException(all + " cannot be used: " + e, e);
        }
    }

    private static void remove(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println(folder + " cannot be deleted: " + e);
        }
    }
}
