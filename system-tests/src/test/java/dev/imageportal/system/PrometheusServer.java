package dev.imageportal.system;

import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Ports;
import dev.imageportal.local.Service;
import dev.imageportal.system.PortalClient.Answer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus that looks at the running portal every second, with the rules of `deploy/prometheus`.
final class PrometheusServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration START = Duration.ofMinutes(1);

    private final Process process;
    private final Thread atExit;
    private final PortalClient client;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        atExit = new Thread(process::destroyForcibly, "stop Prometheus");
        client = new PortalClient(URI.create("http://127.0.0.1:" + port));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// The program on the path.
    static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// @param folder empty, for its configuration and data
    /// @param rules  the folder of the rules
    static PrometheusServer start(Path program, Path folder, Path rules) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), configuration(rules));
        int port = Ports.anyFree();
        Process process = new ProcessBuilder(program.toString(), "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn").redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, port);
        await().atMost(START).ignoreExceptions().until(() -> server.isReady(folder));
        return server;
    }

    private boolean isReady(Path folder) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "Prometheus ended: " + Files.readString(folder.resolve("prometheus.log")));
        }
        try {
            return client.get("/-/ready").status() == 200;
        } catch (AssertionError e) {
            return false;
        }
    }

    /// The result of an instant query (https://prometheus.io/docs/prometheus/latest/querying/api/).
    JsonNode query(String expression) {
        return data("/api/v1/query?query=" + PortalClient.encoded(expression)).path("result");
    }

    /// A label's values among the series that a selector finds.
    List<String> labelValues(String label, String selector) {
        return data("/api/v1/label/" + label + "/values?match[]=".replace("[]", "%5B%5D")
                + PortalClient.encoded(selector)).valueStream().map(JsonNode::asString).toList();
    }

    /// The expressions of all rules.
    List<String> rules() {
        return data("/api/v1/rules").path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .map(rule -> rule.path("query").asString())
                .toList();
    }

    private JsonNode data(String path) {
        Answer answer = client.get(path);
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer);
        }
        return JSON.readTree(answer.bytes()).path("data");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private static String configuration(Path rules) {
        StringBuilder text = new StringBuilder("""
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files: ["%s/*.yml"]
                scrape_configs:
                """.formatted(rules.toAbsolutePath()));
        Stream.of(Service.values()).forEach(service -> text.append("""
                  - job_name: %s
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ["%s"]}]
                """.formatted(service.part(), Scrape.address(service).getAuthority())));
        return text.toString();
    }
}
