package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// What many ask for at the same time comes from memory.
@TestPropertySource(properties = {"portal.gateway.kept-renditions.freshness=10m",
        "portal.gateway.kept-feeds.freshness=10m", "portal.gateway.kept-searches.freshness=10m"})
class KeptAnswersTest extends GatewayFixture {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 1, 2, 3, 0, -1};

    private final String id = UUID.randomUUID().toString();
    private final String path = "/media/" + id + "/320.jpg";
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksForAPictureOnce() {
        serve(path, IMMUTABLE, PICTURE);

        HttpResponse<byte[]> first = bytes(request(path));
        HttpResponse<byte[]> second = bytes(request(path));

        assertThat(asked).hasValue(1);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(PICTURE).isEqualTo(first.body());
        assertThat(second.headers().map().keySet()).isEqualTo(first.headers().map().keySet());
        first.headers().map().forEach((name, values) -> {
            if (!name.equals("x-request-id") && !name.equals("date")) {
                assertThat(second.headers().allValues(name)).as(name).isEqualTo(values);
            }
        });
        assertThat(second.headers().firstValue("X-Request-Id"))
                .isNotEqualTo(first.headers().firstValue("X-Request-Id"));
        assertThat(second.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
    }

    @Test
    void saysThatTheClientHasIt() {
        serve(path, IMMUTABLE, PICTURE);
        bytes(request(path));

        HttpResponse<byte[]> again = bytes(request(path).header("If-None-Match", "\"tag\""));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue("\"tag\"");
        assertThat(again.headers().firstValue("Cache-Control")).hasValue(IMMUTABLE);
        assertThat(asked).hasValue(1);

        assertThat(bytes(request(path).header("If-None-Match", "\"other\"")).statusCode()).isEqualTo(200);
        assertThat(asked).as("image-service compares what is not the same").hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 503})
    void forgetsAPictureThatIsDeleted(int status) {
        serve(path, IMMUTABLE, PICTURE);
        IMAGE.on("/api/images/" + id, exchange -> exchange.sendResponseHeaders(status, -1));
        bytes(request(path));
        IMAGE.on(path, exchange -> StubService.answer(exchange, 404, "gone"));
        assertThat(bytes(request(path)).statusCode()).isEqualTo(200);

        assertThat(send(request("/api/images/" + id).DELETE()).statusCode()).isEqualTo(status);

        assertThat(bytes(request(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsAPictureWhoseDeletionIsRefused() {
        serve(path, IMMUTABLE, PICTURE);
        IMAGE.on("/api/images/" + id, exchange -> exchange.sendResponseHeaders(403, -1));
        bytes(request(path));

        assertThat(send(request("/api/images/" + id).DELETE()).statusCode()).isEqualTo(403);

        bytes(request(path));
        assertThat(asked).hasValue(1);
    }

    @Test
    void doesNotKeepWhatWasAskedForBeforeADeletion() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch deleted = new CountDownLatch(1);
        IMAGE.on(path, exchange -> {
            begun.countDown();
            waitFor(deleted);
            picture(exchange, IMMUTABLE, PICTURE);
        });
        IMAGE.on("/api/images/" + id, exchange -> exchange.sendResponseHeaders(204, -1));

        CompletableFuture<HttpResponse<byte[]>> early = client.sendAsync(request(path).build(),
                BodyHandlers.ofByteArray());
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        send(request("/api/images/" + id).DELETE());
        deleted.countDown();
        assertThat(early.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

        IMAGE.on(path, exchange -> StubService.answer(exchange, 404, "gone"));
        assertThat(bytes(request(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"Range,bytes=0-1", "If-Range,\"tag\"", "If-Match,\"tag\"",
            "If-Modified-Since,'Wed, 21 Oct 2015 07:28:00 GMT'"})
    void leavesConditionsToImageService(String header, String value) {
        serve(path, IMMUTABLE, PICTURE);
        bytes(request(path));

        bytes(request(path).header(header, value));

        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "public, max-age=60", ""})
    void keepsOnlyWhatIsForEver(String caching) {
        serve(path, caching, PICTURE);

        bytes(request(path));
        bytes(request(path));

        assertThat(asked).hasValue(2);
    }

    @Test
    void keepsNothingLarge() {
        serve(path, IMMUTABLE, new byte[257 << 10]);

        assertThat(bytes(request(path)).body()).hasSize(257 << 10);
        bytes(request(path));

        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?v=1", "/more"})
    void keepsNoOtherAddresses(String more) {
        serve(path + more, IMMUTABLE, PICTURE);

        bytes(request(path + more));
        bytes(request(path + more));

        assertThat(asked).hasValue(2);
    }

    @Test
    void keepsPagesOfTheFeedForWhoeverIsNobody() {
        String feed = "/api/feed?limit=30&x=" + id;
        FEED.on(feed, exchange -> {
            asked.incrementAndGet();
            picture(exchange, "no-cache", PICTURE);
        });

        bytes(request(feed));
        HttpResponse<byte[]> second = bytes(request(feed));

        assertThat(second.body()).isEqualTo(PICTURE);
        assertThat(second.headers().firstValue("Vary")).hasValue("Cookie");
        assertThat(second.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(asked).hasValue(1);
        bytes(request(feed).header("Authorization", "Bearer token"));
        assertThat(asked).as("the service judges tokens").hasValue(2);
    }

    @Test
    void keepsPagesOfSearchesForWhoeverIsNobody() {
        String path = "/api/search?q=%23" + id;
        try (StubService search = new StubService("search", SEARCH_PORT)) {
            search.on(path, exchange -> found(exchange, 200));

            send(request(path));

            assertThat(send(request(path)).body()).isEqualTo("found");
            assertThat(asked).hasValue(1);
            send(request(path).header("Authorization", "Bearer token"));
            assertThat(asked).as("the service judges tokens").hasValue(2);
            send(request(path).header("If-None-Match", "\"tag\""));
            assertThat(asked).as("the service compares tags").hasValue(3);
        }
    }

    @Test
    void keepsNoSearchThatFailed() {
        String path = "/api/search?q=%23" + id;
        try (StubService search = new StubService("search", SEARCH_PORT)) {
            search.on(path, exchange -> found(exchange, 503));
            assertThat(send(request(path)).statusCode()).isEqualTo(503);

            search.on(path, exchange -> found(exchange, 200));
            assertThat(send(request(path)).statusCode()).isEqualTo(200);
        }
    }

    private void found(HttpExchange exchange, int status) throws IOException {
        asked.incrementAndGet();
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        StubService.answer(exchange, status, "found");
    }

    private void serve(String address, String caching, byte[] content) {
        IMAGE.on(address, exchange -> {
            asked.incrementAndGet();
            picture(exchange, caching, content);
        });
    }

    private static void picture(HttpExchange exchange, String caching, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
        exchange.getResponseHeaders().set("ETag", "\"tag\"");
        exchange.getResponseHeaders().set("Cache-Control", caching);
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
