package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Live feeds stay open, and take no place from anything else.
@TestPropertySource(properties = "portal.gateway.connections=20")
class LiveFeedTest extends GatewayFixture {

    /// More than the connections that other services get.
    private static final int STREAMS = 100;

    @Test
    void leavesRoomForOrdinaryRequests() {
        CountDownLatch end = new CountDownLatch(1);
        FEED.on("/api/feed/live", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[]{':', '\n', '\n'});
            exchange.getResponseBody().flush();
            waitFor(end);
        });
        try {
            List<CompletableFuture<HttpResponse<InputStream>>> streams = Stream.generate(
                    () -> client.sendAsync(request("/api/feed/live").build(), BodyHandlers.ofInputStream()))
                    .limit(STREAMS)
                    .toList();
            assertThat(streams).allSatisfy(stream -> assertThat(stream.join().statusCode()).isEqualTo(200));
            assertThat(send(request("/api/feed")).statusCode()).isEqualTo(200);
        } finally {
            end.countDown();
        }
    }
}
