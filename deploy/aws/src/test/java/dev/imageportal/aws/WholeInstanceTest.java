package dev.imageportal.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// An instance from its first boot to its end: in a container whose first process is systemd, the user data installs,
/// the units start, a Docker engine of the instance's own logs in, pulls and runs the five services' images with
/// `compose.yaml` as it is, until all are healthy; then the auto-scaling group wants the instance to go, and it drains.
/// Only with `-Pcontainers`, and on an engine that may run privileged containers.
///
/// What stands for AWS: the folder `src/test/instance`, [AmazonEndpoints] and the components of `docker-compose.yml`.
/// Other than there, Kafka's clients do not sign in, keys of S3 are settings, search-service keeps its own index, and the
/// distribution is that of the Java image with its own Docker and systemd, on this machine's processor.
///
/// The services' images must have been built (`docker compose build`), of the version and revision that
/// `docker-compose.yml` would take. Says so where they are missing; with PORTAL_REQUIRE_IMAGES=true that is a failure.
@EnabledIfSystemProperty(named = "portal.components", matches = "containers")
class WholeInstanceTest {

    private static final String REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    private static final String VERSION = setting("PORTAL_VERSION", "0.1.0-SNAPSHOT") + "-"
            + setting("PORTAL_REVISION", "dev");
    private static final Map<String, String> HEALTH = new TreeMap<>(Map.of("gateway", "8080/healthz",
            "user-service", "8081/actuator/health/readiness", "image-service", "8082/actuator/health/readiness",
            "search-service", "8083/actuator/health/readiness", "feed-service", "8084/actuator/health/readiness"));
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void boot() throws Exception {
        for (String image : images()) {
            if (run("docker", "image", "inspect", image).status() != 0) {
                String advice = "There is no image " + image + ": build it with docker compose build";
                assertThat(System.getenv("PORTAL_REQUIRE_IMAGES")).as(advice).isNotEqualTo("true");
                abort(advice);
            }
        }
        compose("down", "--volumes", "--timeout", "1");
        compose("build", "--quiet", "amazon", "tools");
        save(Stream.concat(images().stream(), Stream.of("image-portal/instance-tools:latest")).toList());
        Files.createDirectories(folder.resolve("user-data"));
        Files.writeString(folder.resolve("user-data/user-data"), new StartScript(environment()).text());
        compose("up", "--detach", "--no-build", "instance");
    }

    @AfterAll
    static void leaveNothing() throws Exception {
        compose("down", "--volumes", "--timeout", "20");
    }

    @Test
    void bootsServesAndDrains() throws Exception {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(onInstance("systemctl show --property ActiveState --value user-data image-portal"))
                    .as(() -> journal())
                    .isEqualTo("active\n\nactive");
        });

        assertThat(onInstance("docker ps --format '{{.Names}} {{.Status}}'").lines()).hasSize(5)
                .allMatch(line -> line.contains("(healthy)"));
        HEALTH.forEach((service, address) -> assertThat(onInstance("docker exec image-portal-" + service
                + "-1 curl --fail --silent --show-error http://127.0.0.1:" + address)).as(service).contains("UP"));
        // as the load balancer asks, and as people do, through gateway and feed-service to the database
        assertThat(onInstance("curl --fail --silent http://127.0.0.1:8080/healthz")).contains("UP");
        assertThat(onInstance("curl --fail --silent http://127.0.0.1:8080/api/feed")).contains("\"items\":[]");
        assertThat(onInstance("systemctl is-enabled docker image-portal image-portal-drain")).isEqualTo("""
                enabled
                enabled
                enabled""");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(on("amazon", "cat /tmp/log-streams"))
                        .contains(HEALTH.keySet().stream().map(service -> "image-portal-" + service + "-1/").toList()));

        on("amazon", "touch /tmp/terminated");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(onInstance("tail --lines 1 /var/log/aws"))
                        .startsWith("autoscaling complete-lifecycle-action"));
        assertThat(onInstance("tail --lines 3 /var/log/aws").lines().map(line -> line.split(" ", -1)[1]))
                .containsExactly("deregister-targets", "wait", "complete-lifecycle-action");
        assertThat(onInstance("systemctl show --property ActiveState --value image-portal")).isEqualTo("inactive");
        // each by itself, as Java ends when it is told to, and none by force
        assertThat(onInstance("docker ps --all --format '{{.Status}}'").lines()).hasSize(5)
                .allMatch(line -> line.startsWith("Exited (143)"));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(Map.of("REGION", "eu-west-1", "AWS_DEFAULT_REGION", "eu-west-1",
                "REGISTRY", REGISTRY, "VERSION", VERSION, "SETTINGS_PATH", "/image-portal/settings", "DATABASE",
                "mysql:3306", "USER_POOL", "eu-west-1_1", "USER_POOL_CLIENT", "1", "EDGE_PREFIX_LIST", "pl-1",
                "VPC_RANGE",
                Network.RANGE));
        environment.putAll(Map.of("KAFKA_CLUSTER", "arn:aws:kafka:eu-west-1:123456789012:cluster/image-portal/1",
                "TARGET_GROUP", "arn:targets", "SCALING_GROUP", Settings.NAME, "LIFECYCLE_HOOK", "drain",
                "DRAINING_SECONDS", "60"));
        for (String user : List.of("users", "images", "feed")) {
            environment.put("DATABASE_" + user.toUpperCase(Locale.ROOT),
                    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:" + user + "-AbCdEf");
        }
        return environment;
    }

    private static List<String> images() {
        return HEALTH.keySet().stream().map(service -> "image-portal/" + service + ":" + VERSION).toList();
    }

    /// As an OCI layout, which [AmazonEndpoints] is a registry of.
    private static void save(List<String> images) throws Exception {
        Path registry = Files.createDirectories(folder.resolve("registry"));
        succeed("sh", "-c", "docker save " + String.join(" ", images) + " | tar --extract --directory " + registry);
    }

    private static String journal() {
        return onInstance("journalctl --no-pager --lines 60 --unit user-data --unit image-portal; docker ps --all");
    }

    private static String onInstance(String command) {
        return on("instance", command);
    }

    private static String on(String container, String command) {
        try {
            return run(composed("exec", "--no-TTY", container, "bash", "-c", command)).output().strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compose(String... arguments) throws Exception {
        succeed(composed(arguments));
    }

    private static String[] composed(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", "image-portal-instance",
                "--progress", "quiet", "--file", "docker-compose.yml", "--file",
                "deploy/aws/src/test/instance/compose.yaml"));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static void succeed(String... command) throws Exception {
        Ended ended = run(command);
        assertThat(ended.status()).as(() -> String.join(" ", command) + "\n" + ended.output()).isZero();
    }

    private record Ended(int status, String output) {}

    private static Ended run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(Project.folder("").toFile())
                .redirectErrorStream(true);
        builder.environment().put("PORTAL_TEST_FOLDER", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private static String setting(String name, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(name), otherwise);
    }
}
