package dev.imageportal.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A service's runnable jar, taken apart beside it: from jars within a jar a service takes half as long again to start.
record ServiceJar(Path jar) {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String INDEX = "BOOT-INF/classpath.idx";
    private static final String PREFIX = "exec-";
    private static final String OWN = "service.jar";

    /// @param arguments Java's, that run it
    /// @param folder    of its parts, which goes with the next build's; empty for a jar that is run as it is
    record Program(List<String> arguments, Optional<Path> folder) {}

    /// A jar that Spring Boot did not make is run as it is.
    Program program() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String main = file.getManifest().getMainAttributes().getValue("Start-Class");
            JarEntry index = file.getJarEntry(INDEX);
            if (main == null || index == null) {
                return new Program(List.of("-jar", jar.toString()), Optional.empty());
            }
            Path folder = jar.resolveSibling(PREFIX + fingerprint(file));
            List<String> libraries = libraries(file, index);
            if (!Files.isDirectory(folder)) {
                removeEarlier();
                takeApart(file, libraries, folder);
            }
            List<String> classPath = new ArrayList<>(List.of(folder.resolve(OWN).toString()));
            libraries.forEach(library -> classPath.add(folder.resolve(name(library)).toString()));
            return new Program(List.of("-cp", String.join(File.pathSeparator, classPath), main), Optional.of(folder));
        }
    }

    /// Lines such as `- "BOOT-INF/lib/a.jar"`, in the order of the class path.
    private static List<String> libraries(JarFile file, JarEntry index) throws IOException {
        try (InputStream in = file.getInputStream(index)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> line.replaceAll("^- \"|\"$", ""))
                    .filter(line -> file.getJarEntry(line) != null)
                    .toList();
        }
    }

    /// Of the content: the build gives every jar the same time, so that equal sources make equal jars.
    private static String fingerprint(JarFile file) {
        CRC32 checksum = new CRC32();
        file.stream()
                .forEach(entry -> checksum
                        .update((entry.getName() + ' ' + entry.getCrc()).getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(checksum.getValue());
    }

    private void takeApart(JarFile file, List<String> libraries, Path folder) throws IOException {
        Path fresh = Files.createTempDirectory(jar.getParent(), "exec");
        for (String library : libraries) {
            try (InputStream in = file.getInputStream(file.getJarEntry(library))) {
                Files.copy(in, fresh.resolve(name(library)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (JarOutputStream own = new JarOutputStream(Files.newOutputStream(fresh.resolve(OWN)))) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(CLASSES) && entry.getName().length() > CLASSES.length()) {
                    own.putNextEntry(new JarEntry(entry.getName().substring(CLASSES.length())));
                    try (InputStream in = file.getInputStream(entry)) {
                        in.transferTo(own);
                    }
                }
            }
        }
        if (!Folders.moveUnlessThere(fresh, folder)) {
            Folders.delete(fresh);
        }
    }

    /// Those of earlier builds, with their AOT caches.
    private void removeEarlier() throws IOException {
        List<Path> earlier;
        try (Stream<Path> files = Files.list(jar.getParent())) {
            earlier = files.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path folder : earlier) {
            try {
                Folders.delete(folder);
            } catch (DirectoryNotEmptyException e) {
                // a portal of that build is just making a cache in it: the next build's goes with it
            }
        }
    }

    private static String name(String library) {
        return library.substring(library.lastIndexOf('/') + 1);
    }
}
