package dev.imageportal.local;

import java.nio.file.Path;
import java.util.Locale;

/// The portal's own processes.
public enum Service {
    USER("user-service", 256),
    /// Pictures lie outside of the heap, in what its other half would be.
    IMAGE("image-service", 128), SEARCH("search-service", 256), FEED("feed-service", 256), GATEWAY("gateway", 256);

    private final String part;
    private final int heapMegabytes;

    Service(String part, int heapMegabytes) {
        this.part = part;
        this.heapMegabytes = heapMegabytes;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /// The name of the module, in messages and of log files.
    public String part() {
        return part;
    }

    /// What the service's variables start with, such as `PORTAL_USER_SERVICE`.
    String variable() {
        return "PORTAL_" + part.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// The runnable jar that the build makes.
    Path jar(Path home) {
        return home.resolve(part, "target", part + "-exec.jar");
    }
}
