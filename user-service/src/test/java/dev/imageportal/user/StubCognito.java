package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imageportal.local.Components;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.springframework.test.context.DynamicPropertyRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks Cognito's wire protocol, AWS JSON 1.1 over HTTP
/// (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html), for what the emulator lacks.
final class StubCognito {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    record Call(String operation, JsonNode request) {}

    /// @param status 0 for a connection that ends without an answer, negative for none at all within 10 seconds
    record Reply(int status, String body) {

        static Reply ok(String body) {
            return new Reply(200, body);
        }

        static Reply error(String type, String message) {
            return new Reply(400, JSON.writeValueAsString(Map.of("__type", type, "message", message)));
        }
    }

    StubCognito() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /// Those of a user-service that has this in place of Cognito.
    void settings(Components others, DynamicPropertyRegistry registry) {
        others.settings(Service.USER).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("PORTAL_COGNITO_ENDPOINT", this::url);
        registry.add("PORTAL_COGNITO_REGION", () -> "eu-central-1");
        registry.add("PORTAL_COGNITO_USER_POOL_ID", () -> "eu-central-1_pool");
        registry.add("PORTAL_COGNITO_CLIENT_ID", () -> "client");
        registry.add("PORTAL_COGNITO_CLIENT_SECRET", () -> "secret");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void on(String operation, Reply reply) {
        replies.put(operation, reply);
    }

    void reset() {
        replies.clear();
        calls.clear();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            calls.add(new Call(operation, JSON.readTree(exchange.getRequestBody().readAllBytes())));
            Reply reply = replies.getOrDefault(operation, new Reply(500, "{}"));
            if (reply.status < 0) {
                Thread.sleep(10_000);
            }
            if (reply.status <= 0) {
                return;
            }
            byte[] body = reply.body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(reply.status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
