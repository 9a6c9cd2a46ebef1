package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/// What image-service asks of user-service: display names, of the users that a test named.
final class UserServiceStub {

    static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    private static final HttpServer SERVER = start();

    private UserServiceStub() {}

    static String url() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort();
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/internal/users/display-names", UserServiceStub::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Map<String, String> found = new HashMap<>();
        Arrays.stream(exchange.getRequestURI().getQuery().split("[&,=]"))
                .filter(NAMES::containsKey)
                .forEach(username -> found.put(username, NAMES.get(username)));
        byte[] json = new JsonMapper().writeValueAsString(found).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }
}
