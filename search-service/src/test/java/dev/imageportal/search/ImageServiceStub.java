package dev.imageportal.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// image-service as far as a rebuild needs it: its images, by id, in pages.
final class ImageServiceStub implements AutoCloseable {

    private final ConcurrentSkipListMap<String, PublishedImage> images = new ConcurrentSkipListMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private volatile boolean down;
    private volatile Runnable beforeAnswer = () -> {};

    ImageServiceStub(PublishedImage... images) {
        add(images);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/images", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void add(PublishedImage... more) {
        Arrays.stream(more).forEach(image -> images.put(image.id(), image));
    }

    void remove(PublishedImage image) {
        images.remove(image.id());
    }

    /// Whether it answers nothing but 503.
    void down(boolean isDown) {
        down = isDown;
    }

    int requests() {
        return requests.get();
    }

    /// Runs between the reading of a page and its answer.
    void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        if (down) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        Map<String, String> query = Arrays.stream(exchange.getRequestURI().getQuery().split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
        int limit = Integer.parseInt(Objects.requireNonNull(query.get("limit")));
        byte[] body = page(query.get("after"), limit).getBytes(UTF_8);
        beforeAnswer.run();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String page(@Nullable String after, int limit) {
        List<PublishedImage> page = (after == null ? images : images.tailMap(after, false)).values()
                .stream()
                .limit(limit)
                .toList();
        String items = page.stream()
                .map(image -> new String(ImageEventJson.writeImage(image), UTF_8))
                .collect(Collectors.joining(","));
        String next = page.size() < limit ? "null" : "\"" + page.getLast().id() + "\"";
        return "{\"items\":[" + items + "],\"nextAfter\":" + next + "}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
