package dev.imageportal.image;

import static dev.imageportal.local.Component.DATABASE;
import static dev.imageportal.local.Component.OBJECT_STORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class OutageTest extends ImageServiceTest {

    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @Autowired
    ImageSettings settings;

    @Test
    void withoutTheObjectStoreNothingIsAcceptedAndNothingHangs() throws IOException {
        JsonNode image = uploaded(TestPictures.jpeg(50, 50));
        long before = records();
        String token = tokenOf(username);
        Multipart form = Multipart.of("a.jpg", TestPictures.jpeg(50, 50));

        components().stop(OBJECT_STORE);
        try {
            assertUnavailable(send(uploadRequest(token, form.contentType(), form.body())));
            assertUnavailable(get(image.path("originalUrl").asString()));
            assertUnavailable(get(image.path("renditions").path(0).path("url").asString()));
            assertThat(get("/api/images/" + image.path("id").asString()).statusCode()).isEqualTo(200);
            assertThat(records()).isEqualTo(before);
            assertThat(spooledFiles()).isEmpty();
        } finally {
            components().start(OBJECT_STORE);
        }

        assertRecovers(image.path("originalUrl").asString());
        assertThat(upload(form).statusCode()).isEqualTo(201);
    }

    @Test
    void withoutTheDatabaseNothingIsAcceptedAndNothingHangs() {
        JsonNode image = uploaded(TestPictures.jpeg(50, 50));
        String token = tokenOf(username);
        Multipart form = Multipart.of("a.jpg", TestPictures.jpeg(50, 50));

        components().stop(DATABASE);
        try {
            assertUnavailable(get("/api/images/" + image.path("id").asString()));
            assertUnavailable(send(uploadRequest(token, form.contentType(), form.body())));
            assertThat(get(image.path("renditions").path(0).path("url").asString()).statusCode()).isEqualTo(200);
        } finally {
            components().start(DATABASE);
        }

        assertRecovers("/api/images/" + image.path("id").asString());
        assertThat(upload(form).statusCode()).isEqualTo(201);
    }

    /// Its connections stay open, so only the time tells.
    @Test
    void aSuspendedDatabaseIsNotWaitedForLong() throws IOException {
        JsonNode image = uploaded(TestPictures.jpeg(50, 50));
        String path = "/api/images/" + image.path("id").asString();
        Multipart form = Multipart.of("a.jpg", TestPictures.jpeg(50, 50));
        String token = tokenOf(username);
        String key = "Idempotency-Key: " + UUID.randomUUID() + "\r\n";
        try (var upload = new SlowUpload(port, token, key, form)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> claimsOf(username) == 1);
            // The pool trusts a connection that was used a moment ago.
            assertThat(get(path).statusCode()).isEqualTo(200);

            components().suspend(DATABASE);
            try {
                var answers = List.of(inTime(() -> get(path)), inTime(() -> delete(image.path("id").asString())),
                        inTime(() -> send(uploadRequest(token, form.contentType(), form.body()))));
                var uploaded = inTime(upload::finish);
                answers.forEach(answer -> assertUnavailable(answer.join()));
                assertThat(uploaded.join()).startsWith("HTTP/1.1 503").containsIgnoringCase("Retry-After: ");
            } finally {
                components().resume(DATABASE);
            }
        }

        assertRecovers(path);
        assertThat(upload(form).statusCode()).isEqualTo(201);
        await().atMost(RECOVERY).until(() -> claimsOf(username) == 0);
    }

    @Test
    void aSuspendedObjectStoreIsNotWaitedForLong() throws IOException {
        JsonNode image = uploaded(TestPictures.jpeg(50, 50));
        String rendition = image.path("renditions").path(0).path("url").asString();
        String token = tokenOf(username);
        Multipart form = Multipart.of("a.jpg", TestPictures.jpeg(50, 50));
        Multipart large = Multipart.of("a.jpg", TestPictures.largeJpeg(20_000_000));

        components().suspend(OBJECT_STORE);
        try {
            List.of(inTime(() -> get(image.path("originalUrl").asString())),
                    inTime(() -> get(rendition)),
                    inTime(() -> send(uploadRequest(token, form.contentType(), form.body()))),
                    inTime(() -> send(uploadRequest(token, large.contentType(), large.body()))))
                    .forEach(answer -> assertUnavailable(answer.join()));
            assertThat(inTime(() -> get(rendition, "If-None-Match", "*")).join().statusCode()).isEqualTo(503);
            assertThat(inTime(() -> delete(image.path("id").asString())).join().statusCode()).isEqualTo(204);
            assertThat(spooledFiles()).isEmpty();
        } finally {
            components().resume(OBJECT_STORE);
        }

        await().atMost(RECOVERY).until(() -> upload(form).statusCode() == 201);
        assertThat(upload(large).statusCode()).isEqualTo(201);
    }

    @Test
    void moreUploadsThanThereIsRoomForAreToldToComeBack() throws IOException {
        String token = tokenOf(username);
        String another = tokenOf(username + ".too");
        Multipart form = Multipart.of("a.jpg", TestPictures.jpeg(50, 50));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < settings.upload().atOnce(); i++) {
                slow.add(beginUpload(i % 2 == 0 ? token : another));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                keepAlive(slow);
                return get("/actuator/prometheus");
            }, metrics -> inFlight(metrics, settings.upload().atOnce()));

            assertUnavailable(send(uploadRequest(tokenOf(username + ".third"), form.contentType(), form.body())));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> upload(form).statusCode() == 201);
        await().atMost(Duration.ofSeconds(30)).until(() -> spooledFiles().isEmpty());
    }

    @Test
    void whoseUploadsNeverEndLeavesRoomForOthers() throws IOException {
        String token = tokenOf(username);
        Multipart form = Multipart.of("a.jpg", TestPictures.jpeg(50, 50));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < settings.upload().eachAtOnce(); i++) {
                slow.add(beginUpload(token));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                keepAlive(slow);
                return get("/actuator/prometheus");
            }, metrics -> inFlight(metrics, settings.upload().eachAtOnce()));

            assertUnavailable(send(uploadRequest(token, form.contentType(), form.body())));
            assertThat(send(uploadRequest(tokenOf(username + ".too"), form.contentType(), form.body())).statusCode())
                    .isEqualTo(201);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> upload(form).statusCode() == 201);
    }

    /// An upload sent before all are there would take the place of a slow one.
    private static boolean inFlight(HttpResponse<byte[]> metrics, int count) {
        return new String(metrics.body(), UTF_8)
                .lines()
                .anyMatch(line -> line.startsWith("portal_uploads_in_flight")
                        && line.endsWith(" " + (double) count));
    }

    private void assertUnavailable(HttpResponse<byte[]> response) {
        assertProblem(response, 503, "", "");
        assertThat(Integer.parseInt(header(response, "Retry-After"))).isPositive();
    }

    /// What an answer is, which must come within the time that is promised.
    private static <T> CompletableFuture<T> inTime(Callable<T> request) {
        return CompletableFuture.supplyAsync(() -> {
            long begun = System.nanoTime();
            try {
                T answer = request.call();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
                return answer;
            } catch (Exception e) {
                throw new AssertionError("no answer", e);
            }
        }, task -> Thread.ofVirtual().start(task));
    }

    private long claimsOf(String username) {
        return database
                .sql("SELECT COUNT(*) FROM idempotency_keys WHERE username = :username AND claim IS NOT NULL")
                .param("username", username)
                .query(Long.class)
                .single();
    }

    private void assertRecovers(String path) {
        await().atMost(Duration.ofSeconds(30)).until(() -> get(path).statusCode() == 200);
    }

    /// A client that sends nothing at all is taken for gone after a while.
    private static void keepAlive(List<Socket> slow) throws IOException {
        for (Socket socket : slow) {
            socket.getOutputStream().write('x');
        }
    }

    private Socket beginUpload(String token) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write("""
                POST /api/images HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: multipart/form-data; boundary=b\r
                Content-Length: 100000\r
                \r
                --b\r
                Content-Disposition: form-data; name="file"; filename="a.jpg"\r
                \r
                the first bytes""".formatted(token).getBytes(UTF_8));
        out.flush();
        return socket;
    }
}
