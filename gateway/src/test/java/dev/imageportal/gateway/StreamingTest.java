package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bodies pass through in pieces, both ways.
class StreamingTest extends GatewayFixture {

    @Test
    void streamsBodiesUpPieceByPiece() throws Exception {
        CountDownLatch firstPieceArrived = new CountDownLatch(1);
        IMAGE.on("/api/images?up", exchange -> {
            InputStream in = exchange.getRequestBody();
            int first = in.read();
            firstPieceArrived.countDown();
            StubService.answer(exchange, 201, (char) first + new String(in.readAllBytes(), US_ASCII));
        });
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(out);

        CompletableFuture<HttpResponse<String>> response = client.sendAsync(
                request("/api/images?up").POST(BodyPublishers.ofInputStream(() -> body)).build(),
                BodyHandlers.ofString());
        out.write("a".repeat(32 * 1024).getBytes(US_ASCII));
        out.flush();
        assertThat(firstPieceArrived.await(10, TimeUnit.SECONDS)).as("the first piece went through before the last")
                .isTrue();
        out.write('z');
        out.close();

        assertThat(response.get(10, TimeUnit.SECONDS).body()).hasSize(32 * 1024 + 1).endsWith("z");
    }

    @Test
    void streamsAnswersPieceByPiece() throws Exception {
        CountDownLatch firstPieceRead = new CountDownLatch(1);
        FEED.on("/api/feed/pieces", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: 1\n\n".getBytes(US_ASCII));
            exchange.getResponseBody().flush();
            waitFor(firstPieceRead);
            exchange.getResponseBody().write("data: 2\n\n".getBytes(US_ASCII));
        });

        HttpResponse<InputStream> response = client.send(request("/api/feed/pieces").build(),
                BodyHandlers.ofInputStream());
        assertThat(response.body().readNBytes(9)).asString(UTF_8).isEqualTo("data: 1\n\n");
        firstPieceRead.countDown();

        assertThat(response.body().readAllBytes()).asString(UTF_8).isEqualTo("data: 2\n\n");
    }

    /// More than the test's whole heap, each way: a body held anywhere would end it.
    @Test
    @Timeout(180)
    void holdsNoBodies() throws Exception {
        long size = Runtime.getRuntime().maxMemory() + (64 << 20);
        AtomicLong received = new AtomicLong();
        IMAGE.on("/api/images?large", exchange -> {
            received.set(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
            exchange.sendResponseHeaders(200, size);
            zeros(size).transferTo(exchange.getResponseBody());
        });

        HttpResponse<InputStream> response = client.send(
                request("/api/images?large").timeout(Duration.ofMinutes(3))
                        .POST(BodyPublishers.ofInputStream(() -> zeros(size)))
                        .build(),
                BodyHandlers.ofInputStream());

        assertThat(response.body().transferTo(OutputStream.nullOutputStream())).isEqualTo(size);
        assertThat(received).hasValue(size);
    }

    /// The service takes in the rest after its answer, as image-service does: a connection closed on unread bytes is
    /// reset, and the reset may overtake the answer.
    @Test
    void passesAnAnswerThatComesBeforeTheBodyWasRead() {
        IMAGE.on("/api/images?refused", exchange -> {
            StubService.answer(exchange, 413, "too large");
            exchange.getResponseBody().flush();
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        });

        HttpResponse<String> response = send(
                request("/api/images?refused").POST(BodyPublishers.ofByteArray(new byte[20 << 20])));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("too large");
    }

    private static InputStream zeros(long size) {
        return new InputStream() {

            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(length, left);
                left -= count;
                return count;
            }
        };
    }
}
