package dev.imageportal.image;

import static dev.imageportal.local.Component.ACCOUNTS;
import static dev.imageportal.local.Component.DATABASE;
import static dev.imageportal.local.Component.KAFKA;
import static dev.imageportal.local.Component.OBJECT_STORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Components;
import dev.imageportal.local.Service;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.local.UserServiceStub;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service over HTTP, on the real components.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ImageServiceTest {

    static final Path SPOOL = Path.of("target", "spool");
    static final JsonMapper JSON = new JsonMapper();
    static final UserServiceStub USERS = new UserServiceStub();

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient database;

    @Autowired
    ObjectStore objects;

    /// A name that no other test has.
    final String username = "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        settings(SPOOL).forEach((name, value) -> registry.add(name, () -> value));
    }

    static Map<String, String> settings(Path spool) {
        Map<String, String> settings = new HashMap<>(components().settings(Service.IMAGE));
        settings.put("PORTAL_IMAGE_SPOOL_DIRECTORY", spool.toString());
        settings.put("PORTAL_IMAGE_LIBVIPS", "target/libvips/libvips.so");
        settings.put("PORTAL_USER_SERVICE_URL", USERS.url());
        // what follows an upload by itself would reach into later tests
        settings.putIfAbsent("PORTAL_IMPROVEMENT_IDLE", "1h");
        return settings;
    }

    static Components components() {
        return SharedComponents.with(DATABASE, OBJECT_STORE, KAFKA, ACCOUNTS);
    }

    @BeforeEach
    void earlierEventsAreOut() {
        await().atMost(Duration.ofSeconds(30)).until(() -> waitingEvents() == 0);
    }

    static String tokenOf(String username) {
        return components().accounts().accessToken(username);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(120));
    }

    HttpRequest.Builder uploadRequest(String token, String contentType, byte[] body) {
        return request("/api/images")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpResponse<byte[]> upload(Multipart body) {
        return send(uploadRequest(tokenOf(username), body.contentType(), body.body()));
    }

    /// An upload that must be accepted.
    JsonNode uploaded(byte[] picture) {
        return uploaded(Multipart.of("picture.bin", picture));
    }

    JsonNode uploaded(Multipart body) {
        HttpResponse<byte[]> response = upload(body);
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(201);
        return JSON.readTree(response.body());
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /// By the user of this test.
    HttpResponse<byte[]> patch(String id, String json, String... headers) {
        return send(patchRequest(id, tokenOf(username), json, headers));
    }

    HttpRequest.Builder patchRequest(String id, String token, String json, String... headers) {
        HttpRequest.Builder request = request("/api/images/" + id)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /// By the user of this test.
    HttpResponse<byte[]> delete(String id, String... headers) {
        HttpRequest.Builder request = request("/api/images/" + id)
                .header("Authorization", "Bearer " + tokenOf(username))
                .DELETE();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static void assertProblem(HttpResponse<byte[]> response, int status, String field, String rule) {
        String body = new String(response.body(), UTF_8);
        assertThat(response.statusCode()).as(body).isEqualTo(status);
        assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
        JsonNode error = JSON.readTree(body).path("errors").path(0);
        assertThat(error.path("field").asString("")).as(body).isEqualTo(field);
        assertThat(error.path("rule").asString("")).as(body).isEqualTo(rule);
    }

    long waitingEvents() {
        return database.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single();
    }

    long records() {
        return database.sql("SELECT COUNT(*) FROM images").query(Long.class).single();
    }

    long recordsOf(String username) {
        return database.sql("SELECT COUNT(*) FROM images WHERE username = :username")
                .param("username", username)
                .query(Long.class)
                .single();
    }

    List<String> storedKeys() {
        return Stream.of(Paths.ORIGINALS, Paths.MEDIA).flatMap(this::keysUnder).toList();
    }

    static List<Path> spooledFiles() throws IOException {
        try (Stream<Path> files = Files.list(SPOOL)) {
            return files.toList();
        }
    }

    byte[] storedObject(String key) throws IOException {
        try (InputStream object = objects.get(key, null).orElseThrow()) {
            return object.readAllBytes();
        }
    }

    private Stream<String> keysUnder(String prefix) {
        List<String> page = objects.list(prefix, "");
        Stream<String> keys = page.stream();
        while (page.size() == 1000) {
            page = objects.list(prefix, page.getLast());
            keys = Stream.concat(keys, page.stream());
        }
        return keys;
    }
}
