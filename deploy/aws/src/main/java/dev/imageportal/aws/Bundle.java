package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// `./portal aws bundle`: what Elastic Beanstalk's Docker platform takes as the portal: the folder `deploy/beanstalk`, and
/// the containers and settings of the instances of the auto-scaling group. The same files make the same bytes.
public final class Bundle {

    static final String NAME = Settings.NAME + "-beanstalk.zip";

    /// Of every file: the zip format knows no time before.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Bundle() {}

    /// @param arguments the folder for the bundle
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("portal: ./portal aws bundle takes a folder at most");
            System.exit(2);
        }
        System.out.println(write(Path.of(arguments[0])));
    }

    /// Gives the bundle's file.
    static Path write(Path folder) throws IOException {
        Path bundle = Files.createDirectories(folder).resolve(NAME);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bundle))) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bundle;
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("docker-compose.yml", InstanceFile.read("compose.yaml").getBytes(UTF_8));
        files.put("settings.sh", InstanceFile.read("settings.sh").getBytes(UTF_8));
        Path folder = Project.folder("deploy/beanstalk");
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile).forEach(file -> files.put(name(folder, file), bytes(file)));
        }
        return files;
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
