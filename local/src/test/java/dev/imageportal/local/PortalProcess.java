package dev.imageportal.local;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// The command as a process, over stubs of the services: what `./portal` runs once all is built.
final class PortalProcess implements AutoCloseable {

    static final Duration START = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;

    private PortalProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static PortalProcess start(Path home, Ports ports, Map<String, String> environment, String... arguments)
            throws IOException {
        Path output = Files.createTempFile(home, "output", ".txt");
        List<String> command = new ArrayList<>(List.of(Installation.find().java().toString(),
                "-Dportal.home=" + home, "-Dlogback.configurationFile=component-logback.xml", "-cp",
                System.getProperty("java.class.path"), Portal.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        ports.named().forEach((variable, port) -> builder.environment().put(variable, port.toString()));
        builder.environment().put("PORTAL_DATA_DIRECTORY", data(home).toString());
        builder.environment().putAll(environment);
        return new PortalProcess(builder.start(), output);
    }

    static Path data(Path home) {
        return home.resolve("data");
    }

    /// A working copy whose services are stubs and whose components are real.
    static void fill(Path home) throws IOException {
        Files.createSymbolicLink(home.resolve("local"), Installation.find().home().resolve("local"));
        for (Service service : Service.values()) {
            Path jar = service.jar(home);
            Files.createDirectories(jar.getParent());
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubService.class.getName());
            String name = StubService.class.getName().replace('.', '/') + ".class";
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(file, manifest)) {
                entries.putNextEntry(new JarEntry(name));
                entries.write(StubService.class.getResourceAsStream("/" + name).readAllBytes());
            }
        }
    }

    /// The process that a part is, while it runs.
    static Optional<ProcessHandle> part(Path home, String part) {
        return new PidFile(data(home).resolve("run", part + PidFile.SUFFIX)).process();
    }

    /// Every part's process that runs.
    static List<ProcessHandle> parts(Path home) throws IOException {
        try (Stream<Path> files = Files.list(data(home).resolve("run"))) {
            return files.filter(file -> file.toString().endsWith(PidFile.SUFFIX))
                    .flatMap(file -> new PidFile(file).process().stream())
                    .toList();
        }
    }

    PortalProcess awaitLine(String text) {
        await(text).atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!output().contains(text) && !process.isAlive()) {
                throw new AssertionError("the portal ended:\n" + output());
            }
            return output().contains(text);
        });
        return this;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ":\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
