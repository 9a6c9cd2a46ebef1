package dev.imageportal.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The portal's HTTP interface as a person's program would use it.
final class DemoClient implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI portal;

    DemoClient(URI portal) {
        this.portal = portal;
    }

    /// @param body null when it is empty
    record Answer(int status, JsonNode body) {

        /// @throws LocalException when the status is another
        Answer expect(int expected) {
            if (status != expected) {
                throw new LocalException("the portal answered " + status + ": " + body);
            }
            return this;
        }
    }

    Answer postJson(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Answer upload(String accessToken, DemoPicture picture) throws IOException, InterruptedException {
        String boundary = "portal-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        field(body, boundary, "caption", picture.caption());
        field(body, boundary, "altText", picture.altText());
        part(body, boundary, "Content-Disposition: form-data; name=\"file\"; filename=\"demo."
                + picture.format().extension() + "\"\r\nContent-Type: " + picture.format().contentType(),
                picture.paint());
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request("/api/images").header("Authorization", "Bearer " + accessToken)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /// Captions of a user's newest 100 pictures.
    Set<String> captions(String username) throws IOException, InterruptedException {
        Set<String> captions = new HashSet<>();
        send(request("/api/users/" + username + "/images?limit=100").GET()).expect(200)
                .body()
                .path("items")
                .forEach(item -> captions.add(item.path("caption").asString("")));
        return captions;
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(portal.resolve(path)).timeout(ANSWER);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), JSON.readTree(response.body().length == 0
                ? "null".getBytes(StandardCharsets.UTF_8)
                : response.body()));
    }

    private static void field(ByteArrayOutputStream body, String boundary, String name, String value) {
        part(body, boundary, "Content-Disposition: form-data; name=\"" + name
                + "\"\r\nContent-Type: text/plain; charset=utf-8", value.getBytes(StandardCharsets.UTF_8));
    }

    private static void part(ByteArrayOutputStream body, String boundary, String headers, byte[] content) {
        body.writeBytes(("--" + boundary + "\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
}
