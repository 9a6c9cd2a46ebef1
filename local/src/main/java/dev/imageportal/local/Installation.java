package dev.imageportal.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The built working copy that the processes run from.
///
/// @param home the folder of the root POM
record Installation(Path home) {

    /// The folder that the system property `portal.home` names, else the nearest one above the working folder.
    static Installation find() {
        String property = System.getProperty("portal.home", "");
        if (!property.isBlank()) {
            return new Installation(Path.of(property).toAbsolutePath());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("local", "pom.xml"))) {
                return new Installation(folder);
            }
        }
        throw new LocalException("Image Portal's folder is not found from here: set -Dportal.home");
    }

    /// The Java that runs this very process.
    Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    Path target() {
        return home.resolve("local", "target");
    }

    /// The script that starts cognito-local; it must run where its packages are.
    Path accountsScript() {
        return accounts().resolve("start.cjs");
    }

    /// That script's folder, with its packages.
    Path accounts() {
        return home.resolve("local", "accounts");
    }

    /// The libvips that image-service's build fetched; empty where the system's has to do.
    Optional<Path> libvips() {
        return Stream.of("libvips.so", "libvips.dylib")
                .map(name -> home.resolve(Path.of("image-service", "target", "libvips", name)))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// With which a service starts though no component is there, as `NAME=value` lines.
    Path trainingSettings() {
        return home.resolve("deploy", "training.env");
    }

    /// This module's classes, then the jars that its build found.
    String componentsClassPath() {
        return target().resolve("classes") + File.pathSeparator + String.join(File.pathSeparator, jars());
    }

    /// @param name how the file's name starts
    Path jar(String name) {
        return jars().stream()
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new LocalException("The build found no " + name + ": run mvn -pl local package"));
    }

    private List<String> jars() {
        Path file = target().resolve("components.classpath");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.flatMap(line -> Stream.of(line.split(File.pathSeparator, -1)))
                    .filter(jar -> !jar.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new LocalException(file + " is missing: run mvn -pl local -am package", e);
        }
    }
}
