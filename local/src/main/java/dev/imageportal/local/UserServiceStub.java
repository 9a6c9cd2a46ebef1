package dev.imageportal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// As much of user-service as the tests of other services ask it for: the display names of the users that a test named.
/// Answers well unless told otherwise; lives as long as the JVM.
public final class UserServiceStub {

    /// How it treats requests.
    public enum Mood {
        WELL, FAILING, SILENT
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private volatile Mood mood = Mood.WELL;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    public UserServiceStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new LocalException("user-service's stub can't listen: " + e, e);
        }
        server.createContext("/internal/users/display-names", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void call(String username, String displayName) {
        names.put(username, displayName);
    }

    public void become(Mood next) {
        mood = next;
        silence.countDown();
        silence = new CountDownLatch(next == Mood.SILENT ? 1 : 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            silence.await();
            if (mood == Mood.FAILING) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            Map<String, String> known = asked(exchange.getRequestURI().getRawQuery()).stream()
                    .filter(names::containsKey)
                    .collect(Collectors.toMap(Function.identity(), names::get));
            byte[] json = JSON.writeValueAsBytes(known);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> asked(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(parameter -> URLDecoder.decode(parameter.replaceFirst("^usernames=", ""), UTF_8))
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .distinct()
                .toList();
    }
}
