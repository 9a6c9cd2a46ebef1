package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.local.Form;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to the gateway as any client does.
final class PortalClient {

    record Image(
            String id,
            String username,
            String displayName,
            String caption,
            String altText,
            List<String> hashtags,
            int width,
            int height,
            long bytes,
            String contentType,
            String createdAt,
            long version,
            List<Rendition> renditions,
            String originalUrl) {}

    record Rendition(String url, int width, int height, String contentType) {}

    record Page(List<Image> items, @Nullable String nextCursor) {

        List<String> ids() {
            return items.stream().map(Image::id).toList();
        }
    }

    record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {}

    record Problem(String type, String title, int status, @Nullable String detail, @Nullable List<FieldError> errors) {

        record FieldError(String field, String rule, String message) {}

        List<String> fields() {
            return errors == null ? List.of() : errors.stream().map(FieldError::field).toList();
        }
    }

    record Answer(int status, HttpResponse<byte[]> response) {

        byte[] bytes() {
            return response.body();
        }

        @Nullable
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        <T> T as(Class<T> type) {
            return JSON.readValue(bytes(), type);
        }

        Problem problem() {
            if (!"application/problem+json".equals(header("Content-Type"))) {
                throw new AssertionError("no problem+json: " + this);
            }
            return as(Problem.class);
        }

        @Override
        public String toString() {
            return status + " " + new String(bytes(), UTF_8);
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI origin;

    PortalClient(URI origin) {
        this.origin = origin;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, Map<String, String> body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, JSON.writeValueAsBytes(body), all);
    }

    static byte[] json(Object body) {
        return JSON.writeValueAsBytes(body);
    }

    Answer upload(String accessToken, Form form) {
        return send("POST", "/api/images", form.body(), "Content-Type", form.contentType(), "Authorization",
                "Bearer " + accessToken);
    }

    Answer send(String method, String path, byte @Nullable [] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path))
                .timeout(TIMEOUT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), PortalClient::body);
            Secrets.note(body, response);
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Of a stream of events, which has no end, nothing.
    private static BodySubscriber<byte[]> body(HttpResponse.ResponseInfo response) {
        boolean endless = response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return endless ? new Hangup() : BodyHandlers.ofByteArray().apply(response);
    }

    private static final class Hangup implements BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> body = new CompletableFuture<>();

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
            body.complete(new byte[0]);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    Page feed() {
        return page("/api/feed?limit=100");
    }

    Page imagesOf(String username) {
        return page("/api/users/" + username + "/images?limit=100");
    }

    Page imagesWith(String tag) {
        return page("/api/tags/" + encoded(tag) + "/images?limit=100");
    }

    Page search(String query) {
        return page("/api/search?limit=100&q=" + encoded(query));
    }

    Page page(String path) {
        Answer answer = get(path);
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer);
        }
        return answer.as(Page.class);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
