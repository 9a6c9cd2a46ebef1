package dev.imageportal.chaos;

import dev.imageportal.local.Form;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to the portal through its gateway; an answer that does not come is a reply too.
final class Client implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration ANSWER = Duration.ofSeconds(45);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI portal;

    Client(URI portal) {
        this.portal = portal;
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply post(String path, Map<String, ?> body) {
        return send(json(path).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Reply patch(String path, String token, Map<String, ?> body) {
        return send(json(path).header("Authorization", "Bearer " + token)
                .method("PATCH", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Reply delete(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token).DELETE());
    }

    Reply upload(String token, String key, Picture picture) {
        Form form = Form.of(picture.file()).caption(picture.caption());
        return send(request("/api/images").header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.body())));
    }

    Reply post(String path, String token, String contentType, BodyPublisher body) {
        return send(request(path).header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .POST(body));
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(portal.resolve(path)).timeout(ANSWER);
    }

    private Reply send(HttpRequest.Builder request) {
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers().firstValue("Retry-After").orElse(null),
                    response.body(), Pause.since(start));
        } catch (IOException e) {
            return Reply.none(e.toString(), Pause.since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
