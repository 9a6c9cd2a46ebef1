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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class OutageTest extends ImageServiceTest {

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
