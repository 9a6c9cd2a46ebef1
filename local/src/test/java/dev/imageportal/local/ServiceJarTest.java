package dev.imageportal.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceJarTest {

    @TempDir
    private Path folder;

    /// Jars of equal sources are equal, and so bear one time always.
    @Test
    void aJarThatChangedIsTakenApartAnewThoughItsTimeIsTheSame() throws IOException {
        write("first");
        List<String> before = new ServiceJar(jar()).program().arguments();
        assertThat(content(before)).isEqualTo("first");
        assertThat(new ServiceJar(jar()).program().arguments()).isEqualTo(before);

        write("other");

        assertThat(content(new ServiceJar(jar()).program().arguments())).isEqualTo("other");
    }

    private Path jar() {
        return folder.resolve("sample-exec.jar");
    }

    private void write(String content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", "sample.Main");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar()), manifest)) {
            put(out, "BOOT-INF/classpath.idx", "");
            put(out, "BOOT-INF/classes/sample.txt", content);
        }
        Files.setLastModifiedTime(jar(), FileTime.fromMillis(1_767_225_600_000L));
    }

    private static void put(JarOutputStream out, String name, String content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content.getBytes(UTF_8));
    }

    private static String content(List<String> arguments) throws IOException {
        String own = arguments.get(arguments.indexOf("-cp") + 1);
        try (JarFile file = new JarFile(own)) {
            return new String(file.getInputStream(file.getEntry("sample.txt")).readAllBytes(), UTF_8);
        }
    }
}
