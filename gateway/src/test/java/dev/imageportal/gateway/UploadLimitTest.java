package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An upload may be large, not endless.
class UploadLimitTest extends BehindProxyFixture {

    private static final int LIMIT = 51 << 20;

    @Test
    void passesUploadsOfTheLimit() {
        IMAGE.on("/api/images", exchange -> StubService.answer(exchange, 201,
                "" + exchange.getRequestBody().transferTo(OutputStream.nullOutputStream())));

        assertThat(send(requestFrom(freshAddress(), "/api/images").POST(BodyPublishers.ofByteArray(new byte[LIMIT])))
                .body()).isEqualTo("" + LIMIT);
    }

    @Test
    void refusesLargerOnesThatSaySo() {
        AtomicBoolean called = new AtomicBoolean();
        IMAGE.on("/api/images", exchange -> called.set(true));

        assertProblem(
                send(requestFrom(freshAddress(), "/api/images").POST(BodyPublishers.ofByteArray(new byte[LIMIT + 1]))),
                413, "/problems/too-large", "/api/images");
        assertThat(called).isFalse();
    }

    @Test
    void breaksOffThoseThatGrow() {
        AtomicBoolean whole = new AtomicBoolean();
        IMAGE.on("/api/images", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            whole.set(true);
        });

        assertProblem(send(requestFrom(freshAddress(), "/api/images").POST(
                BodyPublishers.ofInputStream(UploadLimitTest::larger))), 413, "/problems/too-large", "/api/images");
        assertThat(whole).isFalse();
    }

    @Test
    void hangsUpOnWhoNeverEnds() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /api/users HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(US_ASCII));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(US_ASCII);
            assertThatThrownBy(() -> {
                for (long sent = 0; sent < 8L * LIMIT; sent += chunk.length) {
                    out.write(chunk);
                }
            }).isInstanceOf(IOException.class);
        }
    }

    private static InputStream larger() {
        byte[] piece = new byte[1 << 20];
        return new SequenceInputStream(Collections.enumeration(
                Stream.generate(() -> (InputStream) new ByteArrayInputStream(piece)).limit(53).toList()));
    }
}
