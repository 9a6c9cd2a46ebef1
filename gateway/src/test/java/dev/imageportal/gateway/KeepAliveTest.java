package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A connection serves one request after the other, however they come in.
class KeepAliveTest extends GatewayFixture {

    /// Reactor Netty 1.3.7 by itself reads no more from such a connection, see [PublicServer].
    @Test
    void goesOnAfterARequestThatWaitedWasAnsweredAtOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        USER.on("/api/users/first", exchange -> {
            begun.countDown();
            waitFor(second);
            StubService.answer(exchange, 200, "first");
        });
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            ask(socket, "/api/users/first", "keep-alive");
            waitFor(begun);
            ask(socket, "/api/nothing/of/that/kind", "keep-alive");
            second.countDown();
            readUntil(socket.getInputStream(), "not-found");

            ask(socket, "/api/users/third", "close");

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .contains("HTTP/1.1 200 ", "user GET /api/users/third");
        }
    }

    private void ask(Socket socket, String path, String connection) throws IOException {
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: %s\r\n\r\n"
                        .formatted(path, port, connection)
                        .getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void readUntil(InputStream in, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            assertThat(next).as(read.toString()).isNotNegative();
            read.append((char) next);
        }
    }
}
