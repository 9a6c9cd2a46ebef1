package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Services and clients that are away, slow or break off.
class OutageTest extends GatewayFixture {

    @Test
    void saysWhenAServiceIsDownAndWhenItIsBack() {
        HttpResponse<String> down = send(request("/api/search?q=x"));
        assertProblem(down, 503, "/problems/unavailable", "/api/search");
        assertThat(down.headers().firstValue("Retry-After")).hasValue("5");

        try (StubService search = new StubService("search", SEARCH_PORT)) {
            assertThat(send(request("/api/search?q=x")).body()).startsWith("search GET /api/search?q=x\n");
        }
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        USER.on("/api/users/slow", exchange -> waitFor(end));
        IMAGE.on("/api/images/slow/original", exchange -> waitFor(end));
        try {
            HttpResponse<String> response = send(request("/api/users/slow"));
            assertProblem(response, 503, "/problems/unavailable", "/api/users/slow");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("5");

            assertProblem(send(request("/api/images/slow/original").POST(BodyPublishers.ofString("picture"))), 503,
                    "/problems/unavailable", "/api/images/slow/original");
        } finally {
            end.countDown();
        }
    }

    @Test
    void sendsAnUnsafeRequestOnce() {
        AtomicLong calls = new AtomicLong();
        USER.on("/api/users/once", exchange -> {
            calls.incrementAndGet();
            exchange.close();
        });

        assertProblem(send(request("/api/users/once").POST(BodyPublishers.ofString("x"))), 503,
                "/problems/unavailable", "/api/users/once");
        assertThat(calls).hasValue(1);
    }

    @Test
    void asksOnceMoreForWhatChangesNothing() {
        AtomicLong calls = new AtomicLong();
        IMAGE.on("/media/1/closed-once.webp", exchange -> {
            if (calls.incrementAndGet() > 1) {
                StubService.answer(exchange, 200, "picture");
            }
        });

        HttpResponse<String> response = send(request("/media/1/closed-once.webp"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("picture");
        assertThat(calls).hasValue(2);
    }

    @Test
    void asksTwiceAtMost() {
        AtomicLong calls = new AtomicLong();
        IMAGE.on("/media/1/closed.webp", _ -> calls.incrementAndGet());

        assertProblem(send(request("/media/1/closed.webp")), 503, "/problems/unavailable", "/media/1/closed.webp");
        assertThat(calls).hasValue(2);
    }

    @Test
    void asksOnceWithABody() {
        AtomicLong calls = new AtomicLong();
        USER.on("/api/users/body", _ -> calls.incrementAndGet());

        assertProblem(send(request("/api/users/body").method("GET", BodyPublishers.ofString("x"))), 503,
                "/problems/unavailable", "/api/users/body");
        assertThat(calls).hasValue(1);
    }

    @Test
    void answersAProblemWhenOnlyTheHeadCame() {
        AtomicLong calls = new AtomicLong();
        IMAGE.on("/media/1/broken.webp", exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=31536000, immutable");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().flush();
        });

        HttpResponse<String> response = send(request("/media/1/broken.webp"));

        assertProblem(response, 503, "/problems/unavailable", "/media/1/broken.webp");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(calls).hasValue(1);
    }

    @Test
    void breaksOffWhatItsServiceBreaksOff() {
        IMAGE.on("/media/1/half.webp", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[500_000]);
            exchange.getResponseBody().flush();
        });

        assertThatThrownBy(() -> client.send(request("/media/1/half.webp").build(), BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void doesNotWaitForeverForABody() throws IOException {
        String response = raw(
                "POST /api/images HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc");

        assertThat(response).startsWith("HTTP/1.1 408 ").contains("\"type\":\"/problems/request-timeout\"");
    }
}
