package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Answers for image-service how many pictures users have.
final class StubImageService {

    private final HttpServer server;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private volatile boolean down;

    StubImageService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/images/counts", exchange -> {
            try (exchange) {
                String query = exchange.getRequestURI().getQuery();
                String username = query.substring(query.indexOf('=') + 1);
                byte[] body = "{\"username\": \"%s\", \"count\": %d}"
                        .formatted(username, counts.getOrDefault(username, 0L))
                        .getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(down ? 503 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void count(String username, long count) {
        counts.put(username, count);
    }

    void down(boolean isDown) {
        down = isDown;
    }
}
