package dev.imageportal.local;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// What the components run in. `./portal` and the tests use processes; `-Dportal.components=containers` lets tests use
/// containers of this machine's Docker engine, for which Testcontainers must be on the class path.
enum Platform {
    PROCESSES, CONTAINERS;

    private static final String PROPERTY = "portal.components";

    static Platform chosen() {
        String name = System.getProperty(PROPERTY, "processes");
        return switch (name) {
            case "processes" -> PROCESSES;
            case "containers" -> CONTAINERS;
            default -> throw new LocalException(
                    PROPERTY + " is \"" + name + "\": set it to processes or to containers");
        };
    }

    /// Stops what a former owner of a folder left running; for processes, their pid files do.
    void endLeftovers(Path folder) {
        switch (this) {
            case PROCESSES -> {
            }
            case CONTAINERS -> Docker.stop(folder);
        }
    }

    /// Removes what components of a folder keep elsewhere.
    void remove(Path folder) {
        remove(List.of(folder));
    }

    void remove(Collection<Path> folders) {
        switch (this) {
            case PROCESSES -> {
            }
            case CONTAINERS -> Docker.remove(folders);
        }
    }

    /// Removes what components keep elsewhere for folders below one that are not there any more.
    void removeLost(Path parent) {
        switch (this) {
            case PROCESSES -> {
            }
            case CONTAINERS -> Docker.removeLost(parent);
        }
    }
}
