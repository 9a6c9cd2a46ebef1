package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// user-service's sessions, of a pool that rotates refresh tokens without any grace: each is good once. Passwords say
/// what is to happen.
final class StubSessions {

    static final Instant EXPIRES_AT = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    private static final AtomicInteger TOKENS = new AtomicInteger();

    final Set<String> good = ConcurrentHashMap.newKeySet();
    final Set<String> revoked = ConcurrentHashMap.newKeySet();
    final AtomicInteger refreshes = new AtomicInteger();
    /// How many of the next calls get `503`.
    final AtomicInteger outages = new AtomicInteger();

    private final JsonMapper json = new JsonMapper();

    StubSessions(StubService users) {
        users.on("/internal/sessions", this::begin);
        users.on("/internal/sessions/refresh", this::refresh);
        users.on("/internal/sessions/revocation", this::revoke);
    }

    private void begin(HttpExchange exchange) throws IOException {
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        switch (body.path("password").asString("")) {
            case "right" -> grant(exchange, body.path("username").asString());
            case "unconfirmed" -> refuse(exchange, 403, "unconfirmed");
            case "away" -> refuse(exchange, 503, "unavailable");
            case "broken" -> StubService.answer(exchange, 200, "{\"username\":\"ada\"}");
            case "odd" -> StubService.answer(exchange, 404, "<html>");
            case "" -> refuse(exchange, 400, "invalid-field");
            default -> refuse(exchange, 401, "wrong-credentials");
        }
    }

    private void refresh(HttpExchange exchange) throws IOException {
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        refreshes.incrementAndGet();
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refuse(exchange, 503, "unavailable");
        } else if (good.remove(body.path("refreshToken").asString())) {
            grant(exchange, body.path("username").asString());
        } else {
            refuse(exchange, 401, "wrong-refresh-token");
        }
    }

    private void revoke(HttpExchange exchange) throws IOException {
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refuse(exchange, 503, "unavailable");
            return;
        }
        revoked.add(body.path("refreshToken").asString());
        exchange.sendResponseHeaders(204, -1);
    }

    private void grant(HttpExchange exchange, String username) throws IOException {
        int number = TOKENS.incrementAndGet();
        String refreshToken = "refresh." + username + "-" + number;
        good.add(refreshToken);
        Map<String, Object> session = Map.of("username", username, "displayName", "Ada L.", "expiresAt", EXPIRES_AT,
                "accessToken", "access." + username + "-" + number, "refreshToken", refreshToken);
        StubService.answer(exchange, 200, new String(json.writeValueAsBytes(session), UTF_8));
    }

    private static void refuse(HttpExchange exchange, int status, String slug) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        if (status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "7");
        }
        StubService.answer(exchange, status, """
                {"type":"/problems/%s","title":"T","status":%d,"detail":"D","instance":"%s"}"""
                .formatted(slug, status, exchange.getRequestURI().getPath()));
    }
}
