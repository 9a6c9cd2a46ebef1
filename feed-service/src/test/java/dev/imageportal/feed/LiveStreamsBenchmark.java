package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import dev.imageportal.local.Component;
import dev.imageportal.local.Components;
import dev.imageportal.local.Service;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.local.UserServiceStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Many live streams at the service as it is shipped, with 256 MB of heap: what they cost, and how long an event takes
/// from the broker's acknowledgement to each of them.
///
///     mvn -q -Pbenchmark -DskipTests -pl feed-service -am verify
final class LiveStreamsBenchmark {

    private static final int STREAMS = Integer.getInteger("streams", 2_000);
    private static final int EVENTS = 100;
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = freePort();
    private final Process service;
    private final KafkaProducer<byte[], byte[]> producer;

    static void main() throws Exception {
        Components components = SharedComponents.with(Component.DATABASE, Component.KAFKA);
        Map<String, String> settings = components.settings(Service.FEED);
        LiveStreamsBenchmark benchmark = new LiveStreamsBenchmark(settings);
        try {
            benchmark.run();
        } finally {
            benchmark.service.destroy();
            benchmark.service.waitFor(20, TimeUnit.SECONDS);
            benchmark.service.destroyForcibly();
        }
    }

    private LiveStreamsBenchmark(Map<String, String> settings) throws IOException {
        ProcessBuilder command = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m",
                "-jar", Path.of("target", "feed-service-exec.jar").toAbsolutePath().toString());
        command.environment().putAll(settings);
        command.environment().put("PORTAL_FEED_SERVICE_PORT", Integer.toString(port));
        command.environment().put("PORTAL_USER_SERVICE_URL", new UserServiceStub().url());
        service = command.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "live-streams-benchmark.log").toFile())
                .start();
        producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Objects.requireNonNull(settings.get("PORTAL_KAFKA_BOOTSTRAP_SERVERS"))), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void run() throws Exception {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/actuator/health/readiness").contains("UP"));
        for (int i = 0; i < 200; i++) {
            get("/api/feed");
        }
        publish();
        report("without streams");
        try (ManyReaders readers = new ManyReaders(port, STREAMS)) {
            await().atMost(PATIENCE).until(() -> readers.begun() == STREAMS);
            report(STREAMS + " idle streams");
            // The first events find code that was never run.
            publishAll(readers, 20);
            readers.forget();
            publishAll(readers, EVENTS);
            List<Duration> delays = readers.delays();
            System.out.printf("%d events to %d streams each, %d ms apart: %s%n", EVENTS, STREAMS, BETWEEN.toMillis(),
                    summary(delays));
            report(STREAMS + " streams after events");
            System.out.println(get("/actuator/prometheus").lines()
                    .filter(line -> line.startsWith("portal_feed_live"))
                    .toList());
        }
    }

    private void publishAll(ManyReaders readers, int count) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = publish();
            readers.published(id);
            ids.add(id);
            Thread.sleep(BETWEEN);
        }
        await().atMost(PATIENCE).until(() -> ids.stream().allMatch(id -> readers.seen(id) == STREAMS));
    }

    private String publish() throws InterruptedException, ExecutionException {
        PublishedImage image = Pictures.picture(Pictures.newUsername(), "benchmark");
        producer.send(new ProducerRecord<>(Topics.IMAGE_EVENTS, image.id().getBytes(UTF_8),
                ImageEventJson.write(Pictures.uploaded(image)))).get();
        return image.id();
    }

    private void report(String when) throws IOException, InterruptedException {
        double before = heap();
        new ProcessBuilder("jcmd", Long.toString(service.pid()), "GC.run").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String status = Files.readString(Path.of("/proc", Long.toString(service.pid()), "status"));
        System.out.printf("%s: heap %.0f MB (%.0f MB once collected), resident %s MB, at the highest %s MB%n", when,
                before, heap(), megabytes(status, "VmRSS"), megabytes(status, "VmHWM"));
    }

    private double heap() throws IOException, InterruptedException {
        return get("/actuator/prometheus").lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum() / (1 << 20);
    }

    private static long megabytes(String status, String field) {
        Matcher matcher = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) >> 10 : -1;
    }

    private static String summary(List<Duration> delays) {
        List<Duration> sorted = delays.stream().sorted().toList();
        return "median %d ms, 99 %% within %d ms, all within %d ms".formatted(sorted.get(sorted.size() / 2).toMillis(),
                sorted.get((int) (sorted.size() * 0.99)).toMillis(), sorted.getLast().toMillis());
    }

    private String get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
