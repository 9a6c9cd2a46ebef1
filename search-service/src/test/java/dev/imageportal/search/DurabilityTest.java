package dev.imageportal.search;

import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.local.Component;
import dev.imageportal.local.SharedComponents;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outlives a restart, a kill, a broken disk and a broker that is away.
class DurabilityTest {

    @TempDir
    Path directory;

    private final String user = someone();
    private final String group = RunningSearch.group();

    @Test
    void keepsTheIndexOverARestart() {
        PublishedImage image = picture(user, "kept");
        try (ImageServiceStub images = new ImageServiceStub()) {
            try (RunningSearch service = RunningSearch.start(directory, images, group)) {
                service.index(image);
            }
            try (RunningSearch service = RunningSearch.start(directory, images, group)) {
                assertThat(service.ids("kept @" + user)).containsExactly(image.id());
            }
        }
    }

    @Test
    void makesAMissingOrDamagedIndexAnew() throws IOException {
        PublishedImage image = picture(user, "again");
        try (ImageServiceStub images = new ImageServiceStub(image)) {
            try (RunningSearch service = RunningSearch.start(directory, images, group)) {
                await().atMost(RunningSearch.SOON).until(() -> service.ids("@" + user).contains(image.id()));
            }
            for (Damage damage : Damage.values()) {
                damage.doTo(directory.resolve("pictures"));
                int before = images.requests();
                try (RunningSearch service = RunningSearch.start(directory, images, group)) {
                    await().atMost(RunningSearch.SOON).until(() -> service.ids("again @" + user).contains(image.id()));
                    assertThat(images.requests()).as(damage.name()).isGreaterThan(before);
                }
            }
        }
    }

    private enum Damage {
        REMOVED, TRUNCATED, SCRIBBLED, WITHOUT_COMMIT;

        void doTo(Path index) throws IOException {
            List<Path> files;
            try (Stream<Path> list = Files.list(index)) {
                files = list.filter(file -> !file.endsWith("write.lock")).toList();
            }
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                boolean commit = file.getFileName().toString().startsWith("segments_");
                switch (this) {
                    case REMOVED -> Files.delete(file);
                    case TRUNCATED -> Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
                    case SCRIBBLED -> {
                        if (!commit && content.length > 200) {
                            content[content.length / 2] ^= 0x55;
                            Files.write(file, content);
                        }
                    }
                    case WITHOUT_COMMIT -> {
                        if (commit) {
                            Files.delete(file);
                        }
                    }
                }
            }
        }
    }

    @Test
    void losesNothingWhenKilled() throws IOException, InterruptedException {
        Set<String> published = java.util.concurrent.ConcurrentHashMap.newKeySet();
        try (ImageServiceStub images = new ImageServiceStub()) {
            for (int round = 0; round < 3; round++) {
                String before = commit();
                Process process = startProcess(images);
                try {
                    await().atMost(java.time.Duration.ofSeconds(180))
                            .pollInterval(java.time.Duration.ofMillis(100))
                            .until(() -> {
                                assertThat(process.isAlive()).isTrue();
                                PublishedImage image = picture(user, "kill");
                                RunningSearch.publish(uploaded(image));
                                published.add(image.id());
                                return !commit().equals(before);
                            });
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
            try (RunningSearch service = RunningSearch.start(directory, images, group)) {
                await().atMost(RunningSearch.SOON)
                        .until(() -> new HashSet<>(service.allPages("@" + user, "limit=100")).equals(published));
                assertThat(service.allPages("kill @" + user, "limit=100")).hasSize(published.size());
            }
        }
    }

    /// The name of Lucene's last commit, which changes with each.
    private String commit() throws IOException {
        Path folder = directory.resolve("pictures");
        if (!Files.exists(folder)) {
            return "";
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("segments_"))
                    .sorted()
                    .collect(java.util.stream.Collectors.joining(" "));
        }
    }

    private Process startProcess(ImageServiceStub images) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                SearchServiceApplication.class.getName()));
        RunningSearch.settings(directory, images, group)
                .forEach((name, value) -> command.add("--" + name + "=" + value));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(new File("target/killed-service.log"))
                .start();
    }

    @Test
    void triesAgainUntilTheIndexCanBeWritten() throws IOException {
        try (ImageServiceStub images = new ImageServiceStub();
                RunningSearch service = RunningSearch.start(directory, images, group)) {
            service.index(picture(user, "before"));
            Path folder = directory.resolve("pictures");
            Path away = directory.resolve("away");
            Files.move(folder, away);
            Files.writeString(folder, "no folder");
            PublishedImage image = picture(user, "meanwhile");
            RunningSearch.publish(uploaded(image));
            await().atMost(RunningSearch.SOON)
                    .until(() -> service.get("/actuator/health/readiness").statusCode() == 503);
            assertThat(service.get(RunningSearch.path("@" + user)).statusCode()).isEqualTo(503);

            Files.delete(folder);
            Files.move(away, folder);

            service.awaitFound(image);
            assertThat(service.ids("@" + user)).hasSize(2);
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void startsAndAnswersWhileKafkaIsAway() {
        var components = SharedComponents.with(Component.KAFKA);
        PublishedImage image = picture(user, "known");
        PublishedImage later = picture(user, "later");
        try (ImageServiceStub images = new ImageServiceStub(image)) {
            components.stop(Component.KAFKA);
            try (RunningSearch service = RunningSearch.start(directory, images, group)) {
                await().atMost(RunningSearch.SOON).until(() -> service.ids("@" + user).contains(image.id()));
                assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
                components.start(Component.KAFKA);
                RunningSearch.publish(uploaded(later));
                await().atMost(java.time.Duration.ofSeconds(120))
                        .until(() -> service.ids("@" + user).contains(later.id()));
            }
        } finally {
            components.start(Component.KAFKA);
        }
    }
}
