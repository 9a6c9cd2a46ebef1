package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as its clients see it.
final class Api {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;

    Api(int port) {
        this.port = port;
    }

    record Answer(int status, String text, java.net.http.HttpHeaders headers) {

        JsonNode json() {
            return JSON.readTree(text);
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        /// `field:rule` of each error.
        List<String> errors() {
            return StreamSupport.stream(json().path("errors").spliterator(), false)
                    .map(error -> error.path("field").asString() + ":" + error.path("rule").asString())
                    .toList();
        }

        Optional<String> retryAfter() {
            return headers.firstValue("Retry-After");
        }

        Answer assertProblem(int expectedStatus, String slug) {
            assertThat(status).as(text).isEqualTo(expectedStatus);
            assertThat(headers.firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(text("type")).isEqualTo("/problems/" + slug);
            assertThat(text("title")).isNotEmpty();
            assertThat(text("detail")).isNotEmpty();
            assertThat(text("instance")).startsWith("/");
            assertThat(json().path("status").asInt()).isEqualTo(expectedStatus);
            return this;
        }
    }

    static String newUsername() {
        return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    Answer post(String path, Map<String, ?> body) {
        return postText(path, JSON.writeValueAsString(body));
    }

    Answer postText(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer post(String path) {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
    }

    /// @param token null for nobody
    Answer send(String method, String path, @Nullable String token, Map<String, ?> body) {
        return sendText(method, path, token, JSON.writeValueAsString(body));
    }

    /// @param body null for none
    Answer sendText(String method, String path, @Nullable String token, @Nullable String body) {
        return sendKeyed(List.of(), method, path, token, body);
    }

    /// @param keys values of Idempotency-Key
    Answer sendKeyed(List<String> keys, String method, String path, @Nullable String token, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        keys.forEach(key -> request.header("Idempotency-Key", key));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(),
                    BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
