package dev.imageportal.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class UploadLoadTest {

    @Test
    void everyUploadIsSentOnceWithAPictureOfItsOwnAndEveryAnswerIsCounted() throws Exception {
        Photos.Photo photo = new Photos.Photo("small", Photos.paint(64, 48, 1), false);
        Queue<byte[]> received = new ConcurrentLinkedQueue<>();
        AtomicInteger requests = new AtomicInteger();
        try (StubServer server = new StubServer("/api/images", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            boolean refused = requests.incrementAndGet() % 5 == 0;
            byte[] answer = """
                    {"id": "%s", "renditions": [{"url": "/media/a/320.webp"}]}
                    """.formatted(UUID.randomUUID()).getBytes(UTF_8);
            exchange.sendResponseHeaders(refused ? 503 : 201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        })) {
            UploadLoad load = UploadLoad.closed(server.url(), "token", List.of(photo), 4, 20);

            Round round = load.run(server::meter);

            assertThat(round.latencies().count()).isEqualTo(16);
            assertThat(round.failed()).isEqualTo(4);
            assertThat(load.results().accepted()).hasSize(16);
            assertThat(load.results().renditions()).hasSize(16).containsOnly("/media/a/320.webp");
            assertThat(round.usage().total()).isPositive();
            assertThat(received).hasSize(20).doesNotHaveDuplicates().allSatisfy(body -> {
                assertThat(ImageIO.read(new ByteArrayInputStream(picture(body))).getWidth()).isEqualTo(64);
            });
        }
    }

    @Test
    void paddedPicturesAreAsLongAsTheyShouldBeAndStillPictures() throws IOException {
        Photos photos = new Photos("one", List.of(new Photos.Photo("small", Photos.paint(64, 48, 1), false)));

        byte[] padded = Padding.to(1_000_000, photos);

        assertThat(padded.length).isBetween(1_000_000, 1_100_000);
        assertThat(ImageIO.read(new ByteArrayInputStream(padded)).getWidth()).isEqualTo(64);
    }

    /// The form's last part, up to the boundary at the end.
    private static byte[] picture(byte[] form) {
        String text = new String(form, ISO_8859_1);
        int start = text.indexOf("\r\n\r\n", text.indexOf("name=\"file\"")) + 4;
        return text.substring(start, text.lastIndexOf("\r\n--bench-")).getBytes(ISO_8859_1);
    }
}
