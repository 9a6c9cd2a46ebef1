package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.updated;
import static dev.imageportal.feed.Pictures.uploaded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.PublishedImage;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/// Streams that last: over instances, restarts, readers that do not read and the service's end.
@ExtendWith(OutputCaptureExtension.class)
class LiveStreamsTest extends FeedServiceTest {

    private static final Map<String, String> IMPATIENT = Map.of("portal.feed.live.heartbeat", "300ms",
            "PORTAL_FEED_LIVE_MAX_STREAMS", "3", "server.tomcat.connection-timeout", "2s",
            "spring.lifecycle.timeout-per-shutdown-phase", "60s");

    @Autowired
    FeedWriter writer;

    @Test
    void everyInstanceTellsEverything() {
        String username = newUsername();
        List<PublishedImage> images = Stream.generate(() -> picture(username)).limit(40).toList();
        String place;
        try (ConfigurableApplicationContext other = start(Map.of());
                LiveReader here = LiveReader.open(port, "");
                LiveReader there = LiveReader.open(port(other), "")) {
            images.subList(0, 20).forEach(image -> publish(uploaded(image)));
            List<LiveReader.Event> seen = here.awaitAbout(username, 20);
            place = seen.get(9).id();
            assertThat(there.awaitAbout(username, 20)).isEqualTo(seen);
            try (LiveReader moved = LiveReader.open(port(other), "", "Last-Event-ID", place)) {
                assertThat(moved.awaitAbout(username, 10)).isEqualTo(seen.subList(10, 20));
            }
        }
        images.subList(20, 40).forEach(image -> writer.apply(List.of(uploaded(image))));

        try (ConfigurableApplicationContext restarted = start(Map.of());
                LiveReader back = LiveReader.open(port(restarted), "", "Last-Event-ID", place)) {
            assertThat(back.awaitAbout(username, 30)).hasSize(30);
            assertThat(back.events()).noneMatch(event -> event.name().equals("reset"));
        }
    }

    /// Writers of several instances commit in any order; a stream tells all of it all the same.
    @Test
    void missNothingWhileManyWrite() throws InterruptedException {
        String username = newUsername();
        try (LiveReader reader = LiveReader.open(port, "")) {
            List<Thread> writers = Stream.generate(() -> Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 25; i++) {
                    writer.apply(List.of(uploaded(picture(username)), uploaded(picture(username))));
                }
            })).limit(8).toList();
            for (Thread thread : writers) {
                thread.join();
            }

            assertThat(reader.awaitAbout(username, 400)).hasSize(400);
            assertThat(reader.about(username).stream().map(event -> Long.parseLong(event.id()))).isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    /// As the benchmark does with ten times as many.
    @Test
    void tellHundredsAtOnce() throws Exception {
        try (ManyReaders readers = new ManyReaders(port, 200)) {
            await().atMost(SOON).until(() -> readers.begun() == 200);
            List<PublishedImage> images = Stream.generate(() -> picture(newUsername())).limit(20).toList();
            images.forEach(image -> writer.apply(List.of(uploaded(image))));

            await().atMost(SOON).until(() -> images.stream().allMatch(image -> readers.seen(image.id()) == 200));
        }
    }

    @Test
    void breatheAndAreCountedAndEndWithTheService() {
        ConfigurableApplicationContext service = start(IMPATIENT);
        try (LiveReader one = LiveReader.open(port(service), ""); LiveReader two = LiveReader.open(port(service), "")) {
            LiveReader three = LiveReader.open(port(service), "");
            HttpResponse<String> refused = get(port(service), "/api/feed/live");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");

            // A heartbeat finds that its reader is gone, and the place is free.
            three.close();
            await().atMost(SOON).until(() -> streams(service) == 2);
            LiveReader.open(port(service), "").close();
            assertThat(one.comments()).isNotEmpty();

            Instant start = Instant.now();
            service.close();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
            await().atMost(SOON).until(() -> one.ended() && two.ended());
        } finally {
            service.close();
        }
    }

    @Test
    void dropReadersWhoDoNotRead() throws IOException {
        try (ConfigurableApplicationContext service = start(IMPATIENT);
                Socket idle = idle(port(service));
                LiveReader reader = LiveReader.open(port(service), "")) {
            await().atMost(SOON).until(() -> streams(service) == 2);
            String username = newUsername();
            String caption = "x".repeat(30_000);
            int count = 400;
            for (int i = 0; i < count; i += 50) {
                writer.apply(Stream.generate(() -> picture(username, caption))
                        .limit(50)
                        .<ImageEvent>map(Pictures::uploaded)
                        .toList());
                reader.awaitAbout(username, i + 50);
            }

            await().atMost(SOON).until(() -> streams(service) == 1);
            assertThat(dropped(service)).isEqualTo(1);
            PublishedImage image = picture(newUsername());
            writer.apply(List.of(uploaded(image), updated(Pictures.next(image))));
            reader.awaitAbout(image.id(), 1);
            assertThat(idle.isConnected()).isTrue();
        }
    }

    @Test
    void answerAHeadWithoutAStream() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream()
                    .write("HEAD /api/feed/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("text/event-stream")
                    .endsWith("\r\n\r\n");
        }
    }

    /// A stream's thread and the request's must not both write the head: the filters around the request do so until it
    /// is sent.
    @Test
    void haveTheirHeadsBeforeTheirOwnThreads(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext service = start(Map.of("portal.feed.live.heartbeat", "100ms"),
                HeadWatch.class); ExecutorService readers = Executors.newFixedThreadPool(16)) {
            List<Callable<String>> visits = Stream
                    .generate(() -> (Callable<String>) () -> statusOfAShortVisit(port(service)))
                    .limit(500)
                    .toList();

            for (Future<String> visit : readers.invokeAll(visits)) {
                assertThat(visit.get()).isIn("HTTP/1.1 200", "gone");
            }
            await().atMost(SOON).until(() -> streams(service) == 0);
            assertThat(service.getBean(HeadWatch.class).late()).isZero();
        }
        assertThat(output.getAll()).doesNotContain("Exception in thread");
    }

    /// @return the beginning of the answer, or that this reader did not wait for it
    private static String statusOfAShortVisit(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write("GET /api/feed/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            if (ThreadLocalRandom.current().nextInt(3) == 0) {
                return "gone";
            }
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), UTF_8);
        }
    }

    private static Socket idle(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write("GET /api/feed/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
        return socket;
    }

    private static double streams(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class).get("portal.feed.live.streams").gauge().value();
    }

    private static double dropped(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class)
                .get("portal.feed.live.dropped")
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
