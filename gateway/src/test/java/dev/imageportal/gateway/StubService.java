package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Stands for a service: answers by saying what it was asked, unless a test tells it otherwise for one path.
final class StubService implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();

    StubService(String name) {
        this(name, 0);
    }

    StubService(String name, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                HttpHandler ofPath = handlers.getOrDefault(exchange.getRequestURI().getPath(),
                        asked -> echo(name, asked));
                handlers.getOrDefault(exchange.getRequestURI().toString(), ofPath).handle(exchange);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /// @param address a path, or a path with a query
    void on(String address, HttpHandler handler) {
        handlers.put(address, handler);
    }

    /// What earlier tests told it.
    void forget() {
        handlers.clear();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void echo(String name, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        StringBuilder text = new StringBuilder(name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + "\n");
        exchange.getRequestHeaders()
                .forEach((header, values) -> text.append(header.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(values)
                        .append('\n'));
        exchange.getResponseHeaders().set("X-Answered-By", name);
        answer(exchange, 200, text + body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
