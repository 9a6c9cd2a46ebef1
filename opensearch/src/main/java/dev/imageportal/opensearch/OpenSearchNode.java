package dev.imageportal.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A single OpenSearch node on a free port of 127.0.0.1, over a folder of its own. It can be stopped and started again
/// on the same port, with its data.
public final class OpenSearchNode implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 256;
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    /// @param folder of the data and of the log, made when absent
    public OpenSearchNode(Path folder) {
        this.folder = folder.toAbsolutePath();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it answers.
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// Returns when the node takes indexes.
    ///
    /// @throws IllegalStateException when it does not within three minutes; its log says why
    public synchronized void start() {
        try {
            Files.createDirectories(folder);
            Process started = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            process = started;
            awaitAnswer(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(java.toString(), "-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), NodeMain.class.getName(), folder.toString(),
                Integer.toString(port));
    }

    /// This module's classes, and the jars that its build found.
    private static String classPath() throws IOException {
        Path classes = Path.of(URI.create(Objects.requireNonNull(NodeMain.class.getProtectionDomain().getCodeSource())
                .getLocation()
                .toString()));
        try (InputStream jars = Objects.requireNonNull(NodeMain.class.getResourceAsStream("/opensearch.classpath"))) {
            return classes + File.pathSeparator + new String(jars.readAllBytes(), UTF_8).strip();
        }
    }

    private void awaitAnswer(Process started) throws InterruptedException {
        Instant end = Instant.now().plus(START);
        while (!answers()) {
            if (!started.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IllegalStateException("OpenSearch does not start: see " + log());
            }
            Thread.sleep(POLL);
        }
    }

    private boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=1s"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return folder.resolve("opensearch.log");
    }

    /// Stops the node; its data stays.
    @Override
    public synchronized void close() {
        Process running = process;
        process = null;
        if (running != null) {
            try {
                running.getOutputStream().close();
                if (!running.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    running.destroyForcibly();
                }
            } catch (IOException e) {
                running.destroyForcibly();
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
