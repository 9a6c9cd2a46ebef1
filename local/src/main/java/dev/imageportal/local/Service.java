package dev.imageportal.local;

import java.nio.file.Path;
import java.util.Locale;

/// The portal's own processes.
public enum Service {
    USER("user-service"), IMAGE("image-service"), SEARCH("search-service"), FEED("feed-service"), GATEWAY("gateway");

    private final String part;

    Service(String part) {
        this.part = part;
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
