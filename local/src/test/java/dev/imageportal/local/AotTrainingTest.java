package dev.imageportal.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over a working copy in which one service is built, a stub in a jar as Spring Boot makes them.
class AotTrainingTest {

    private static final Service SERVICE = Service.FEED;
    private static final Duration START = Duration.ofMinutes(1);

    @TempDir
    private Path home;
    private final List<DataFolder> folders = new ArrayList<>();

    @BeforeEach
    void build() throws IOException {
        Files.createSymbolicLink(home.resolve("deploy"), Installation.find().home().resolve("deploy"));
        build("first");
    }

    @AfterEach
    void close() {
        folders.forEach(DataFolder::close);
    }

    @Test
    void whatIsMadeOnceServesTheNextStarts() throws Exception {
        assertThat(start().fromCache()).isFalse();

        train("one");

        Path made = cache();
        FileTime time = Files.getLastModifiedTime(made);
        assertThat(start()).isEqualTo(new Start(true, ""));
        train("one");
        assertThat(Files.getLastModifiedTime(made)).isEqualTo(time);
        assertThat(unfinished()).isEmpty();
        assertThat(folders.getLast().run().resolve(AotTraining.PART + PidFile.SUFFIX)).doesNotExist();
    }

    @Test
    void damageDoesNoHarmAndSaysNothing() throws Exception {
        train("one");
        try (RandomAccessFile file = new RandomAccessFile(cache().toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[1 << 20]);
        }
        assertThat(start()).isEqualTo(new Start(false, ""));

        Files.writeString(cache(), "no cache at all");
        assertThat(start()).isEqualTo(new Start(false, ""));
    }

    @Test
    void ofTwoAtOnceOneMakesIt() throws Exception {
        AotTraining one = training("one");
        AotTraining other = training("other");
        one.start();
        other.start();
        one.join();
        other.join();

        assertThat(folders.stream().map(folder -> folder.log(AotTraining.PART).linesFrom(0)).flatMap(List::stream))
                .filteredOn(line -> line.contains("AOTCache creation is complete"))
                .hasSize(1);
        assertThat(start()).isEqualTo(new Start(true, ""));
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void oneThatIsStoppedLeavesNothingAndTheNextMakesIt() throws Exception {
        AotTraining stopped = training("one");
        stopped.start();
        Path pidFile = folders.getLast().run().resolve(AotTraining.PART + PidFile.SUFFIX);
        await().atMost(START).until(() -> Files.exists(pidFile));
        ProcessHandle process = new PidFile(pidFile).process().orElseThrow();

        folders.getLast().refuseProcesses();
        stopped.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(unfinished()).isEmpty();
        assertThat(start().fromCache()).isFalse();
        train("other");
        assertThat(start().fromCache()).isTrue();
    }

    /// As a SIGKILL leaves it.
    @Test
    void whatIsHalfMadeIsNotUsedAndGoes() throws Exception {
        start();
        JavaCommand java = new JavaCommand(installation());
        Path cache = java.cache(jar().program()).orElseThrow().file();
        Path half = cache.resolveSibling(cache.getFileName() + ".new");
        Files.writeString(half, "half");
        Files.writeString(cache.resolveSibling(cache.getFileName() + ".classes.new"), "half");
        assertThat(java.service(jar(), 256)).noneMatch(option -> option.startsWith("-XX:AOTCache"));

        train("one");

        assertThat(unfinished()).isEmpty();
        assertThat(start().fromCache()).isTrue();
    }

    @Test
    void theNextBuildsStartRemovesIt() throws Exception {
        train("one");
        Path first = cache();

        build("other");

        assertThat(start().fromCache()).isFalse();
        assertThat(first).doesNotExist();
        assertThat(first.getParent()).doesNotExist();
    }

    @Test
    void anotherServiceIsTrainedThoughOneIsNotBuilt() throws Exception {
        train("one");

        assertThat(folders.getLast().log(AotTraining.PART).linesFrom(0))
                .anyMatch(line -> line.startsWith("user-service was not trained: "));
        assertThat(cache()).exists();
    }

    /// @param fromCache whether its main class came from the cache
    /// @param said      what the log would show
    private record Start(boolean fromCache, String said) {}

    /// Starts the service as the runner does, and ends it when it has answered.
    private Start start() throws Exception {
        Ports ports = Ports.free();
        Path classes = home.resolve("classes.log");
        Path output = home.resolve("output.log");
        List<String> command = new ArrayList<>(new JavaCommand(installation()).service(jar(), 256));
        command.add(1, "-Xlog:class+load:file=" + classes);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(new TrainingSettings(installation(), ports, home).of(SERVICE));
        Process process = builder.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + ports.of(SERVICE) + "/");
            await().atMost(START).ignoreExceptions().until(() -> {
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                return connection.getResponseCode() == 200;
            });
        } finally {
            process.destroy();
            process.waitFor(START.toSeconds(), TimeUnit.SECONDS);
        }
        try (Stream<String> lines = Files.lines(classes)) {
            String main = lines.filter(line -> line.contains(StubService.class.getName() + " "))
                    .findFirst()
                    .orElseThrow();
            return new Start(main.contains("shared objects file"), Files.readString(output));
        }
    }

    private void train(String folder) throws Exception {
        AotTraining training = training(folder);
        training.start();
        training.join();
    }

    private AotTraining training(String folder) {
        folders.removeIf(open -> {
            if (open.folder().endsWith(folder)) {
                open.close();
                return true;
            }
            return false;
        });
        folders.add(DataFolder.open(home.resolve(folder)));
        return new AotTraining(installation(), folders.getLast());
    }

    private Installation installation() {
        return new Installation(home);
    }

    private ServiceJar jar() {
        return new ServiceJar(SERVICE.jar(home));
    }

    private Path cache() throws IOException {
        return files(".aot").getFirst();
    }

    private List<Path> unfinished() throws IOException {
        return files(".new");
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve(SERVICE.part()))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private void build(String content) throws IOException {
        Path jar = SERVICE.jar(home);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", StubService.class.getName());
        String stub = StubService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            put(out, "BOOT-INF/classpath.idx", new byte[0]);
            put(out, "BOOT-INF/classes/" + stub, StubService.class.getResourceAsStream("/" + stub).readAllBytes());
            put(out, "BOOT-INF/classes/content.txt", content.getBytes(UTF_8));
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
    }
}
