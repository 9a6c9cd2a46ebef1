package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// An open stream of the live feed, read as the standard tells browsers to.
final class LiveReader implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /// @param id the last id of the stream so far
    record Event(String id, String name, String data) {

        JsonNode json() {
            return FeedServiceTest.JSON.readTree(data);
        }
    }

    private final InputStream stream;
    private final HttpHeaders headers;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile String retry = "";
    private volatile boolean ended;

    private LiveReader(HttpResponse<InputStream> answer) {
        stream = answer.body();
        headers = answer.headers();
        Thread.ofVirtual().start(this::read);
    }

    /// Returns once the stream has told its place.
    static LiveReader open(int port, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/feed/live" + query)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + new String(answer.body().readAllBytes(), UTF_8));
            }
            LiveReader reader = new LiveReader(answer);
            await().atMost(FeedServiceTest.SOON).until(() -> !reader.lastId.isEmpty());
            return reader;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        String name = "message";
        StringBuilder data = new StringBuilder();
        String id = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                String field = colon < 0 ? line : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(id, name, data.toString()));
                    }
                    lastId = id;
                    name = "message";
                    data.setLength(0);
                } else if (colon == 0) {
                    comments.add(value);
                } else {
                    switch (field) {
                        case "id" -> id = value;
                        case "event" -> name = value;
                        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                        case "retry" -> retry = value;
                        default -> throw new AssertionError("the stream says " + line);
                    }
                }
            }
        } catch (IOException e) {
            // closed by either end
        }
        ended = true;
    }

    List<Event> events() {
        return events;
    }

    List<String> comments() {
        return comments;
    }

    String lastId() {
        return lastId;
    }

    String retry() {
        return retry;
    }

    Map<String, List<String>> headers() {
        return headers.map();
    }

    boolean ended() {
        return ended;
    }

    /// The events of one user's or one image's pictures, as tests share the stream.
    List<Event> about(String text) {
        return events.stream().filter(event -> event.data().contains(text)).toList();
    }

    List<Event> awaitAbout(String text, int count) {
        await().atMost(FeedServiceTest.SOON).until(() -> about(text).size() >= count);
        return about(text);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
