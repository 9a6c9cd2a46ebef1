package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What the objectives are made of.
class RequestMetersTest extends GatewayFixture {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final String name = "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);

    @Test
    void namesTheRouteAndTheOutcomeButNoPathThatWasSent() {
        USER.on("/api/users/" + name + "1", exchange -> StubService.answer(exchange, 404, ""));
        USER.on("/api/users/" + name + "2", exchange -> StubService.answer(exchange, 503, ""));
        double ok = count("GET /api/users/{username}", "ok");
        double refused = count("GET /api/users/{username}", "refused");
        double failed = count("GET /api/users/{username}", "failed");
        double none = count("none", "refused");
        double pages = count("pages", "refused");

        send(request("/api/users/" + name));
        send(request("/api/users/" + name + "1"));
        send(request("/api/users/" + name + "2"));
        send(request("/api/" + name));
        send(request("/" + name));
        send(request("/api/users/" + name).method(name.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(count("GET /api/users/{username}", "ok")).isEqualTo(ok + 1);
            assertThat(count("GET /api/users/{username}", "refused")).isEqualTo(refused + 1);
            assertThat(count("GET /api/users/{username}", "failed")).isEqualTo(failed + 1);
            assertThat(count("none", "refused")).isEqualTo(none + 1);
            assertThat(count("pages", "refused")).isEqualTo(pages + 1);
        });
        assertThat(scrape()).doesNotContainIgnoringCase(name);
    }

    /// The journeys' failures are there before the first of them, which would else be no increase.
    @Test
    void beginsAtZero() {
        assertThat(scrape()).contains("portal_gateway_requests_seconds_bucket{application=\"gateway\",journey=\"find\","
                + "outcome=\"failed\",route=\"GET /api/search\",le=\"0.5\"}");
    }

    @Test
    void measuresFromTheLastByte() {
        await().atMost(SOON).untilAsserted(() -> {
            CountDownLatch begun = new CountDownLatch(1);
            IMAGE.on("/api/images", exchange -> {
                assertThat(exchange.getRequestBody().read()).isEqualTo('a');
                begun.countDown();
                exchange.getRequestBody().readAllBytes();
                StubService.answer(exchange, 201, "");
            });
            double before = sum("POST /api/images", "ok");
            try (Socket socket = new Socket("127.0.0.1", port)) {
                OutputStream out = socket.getOutputStream();
                out.write(
                        "POST /api/images HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\na"
                                .getBytes(US_ASCII));
                out.flush();
                waitFor(begun);
                long last = System.nanoTime();
                out.write('b');
                out.flush();
                // slower clients than this one are told off
                assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).startsWith("HTTP/1.1 201");
                double atMost = (System.nanoTime() - last) / 1e9;
                assertThat(sum("POST /api/images", "ok") - before).isPositive().isLessThanOrEqualTo(atMost);
            }
        });
    }

    @Test
    void whoGoesAwayIsNoFailure() throws IOException {
        double gone = count("POST /api/images", "gone");
        double failed = count("POST /api/images", "failed");
        CountDownLatch begun = new CountDownLatch(1);
        IMAGE.on("/api/images", exchange -> {
            if (exchange.getRequestBody().read() == 'a') {
                begun.countDown();
            }
            exchange.getRequestBody().readAllBytes();
        });

        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("POST /api/images HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na".getBytes(
                            US_ASCII));
            waitFor(begun);
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(count("POST /api/images", "gone")).isEqualTo(gone + 1));
        assertThat(count("POST /api/images", "failed")).isEqualTo(failed);
    }

    private double count(String route, String outcome) {
        return metric("portal_gateway_requests_seconds_count", route, outcome);
    }

    private double sum(String route, String outcome) {
        return metric("portal_gateway_requests_seconds_sum", route, outcome);
    }

    private double metric(String metric, String route, String outcome) {
        return scrape().lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains("outcome=\"" + outcome + "\"")
                        && line.contains("route=\"" + route + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String scrape() {
        return send(management("/actuator/prometheus")).body();
    }
}
