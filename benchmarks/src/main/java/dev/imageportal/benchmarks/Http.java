package dev.imageportal.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests that prepare what is measured, and look at it.
final class Http implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    record Answer(int status, byte[] body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /// @throws BenchException when the status is another
        Answer expect(int expected) {
            if (status != expected) {
                throw new BenchException("the answer was " + status + " where " + expected + " was due: "
                        + new String(body, StandardCharsets.UTF_8));
            }
            return this;
        }
    }

    Answer get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    Answer post(URI uri, Map<String, String> body) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Answer upload(URI uri, String token, Form form) {
        return send(HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.body())));
    }

    /// Whether there is a `200` right now.
    boolean answers(URI uri) {
        try {
            return send(HttpRequest.newBuilder(uri), PROBE).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return send(request, ANSWER);
        } catch (IOException e) {
            throw new BenchException("no answer: " + e, e);
        }
    }

    private Answer send(HttpRequest.Builder request, Duration limit) throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request.timeout(limit).build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
