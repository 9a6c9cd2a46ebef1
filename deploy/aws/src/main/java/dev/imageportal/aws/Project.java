package dev.imageportal.aws;

import java.nio.file.Path;

/// The checkout that this runs in, which `./portal` and the build name.
final class Project {

    private Project() {}

    /// @param path from the checkout's root
    static Path folder(String path) {
        String home = System.getProperty("portal.home");
        if (home == null) {
            throw new IllegalStateException("portal.home is not set: start this with ./portal");
        }
        return Path.of(home, path);
    }
}
