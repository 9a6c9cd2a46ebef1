package dev.imageportal.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The most that the processes take: many large uploads at once, and many listeners.
final class MemoryScenario implements Scenario {

    private static final int LARGE = 20_000_000;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Section measure(Stage stage) throws Exception {
        int uploads = stage.quick() ? 20 : 100;
        int streams = stage.quick() ? 200 : 2_000;
        stage.heatUploads();
        Round large = uploads(stage, uploads);
        stage.say(uploads + " uploads of 20 MB at once", large);
        Usage listened = streams(stage, streams);
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Long> each : listened.memory()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            rows.add(List.of(each.getKey(),
                    Target.megabytes(large.usage().memory().getOrDefault(each.getKey(), 0L)),
                    Target.megabytes(each.getValue())));
        }
        return new Section("Memory")
                .text(uploads + " uploads of 20 MB that begin at once: " + large.latencies().count() + " answered with "
                        + "`201`, " + large.failed() + " not, in " + Target.number(large.seconds()) + " s. Then "
                        + streams + " open streams of the live feed through the gateway. Highest proportional set "
                        + "size of each process meanwhile:")
                .table(List.of("process", uploads + " uploads of 20 MB", streams + " live streams"), rows)
                .targets(List.of(new Target("uploads of 20 MB at once that are accepted", "all of " + uploads,
                        Integer.toString(large.latencies().count()), large.latencies().count() == uploads)));
    }

    private static Round uploads(Stage stage, int count) throws InterruptedException {
        InetSocketAddress server = stage.portal().address();
        byte[] request = request(stage);
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(count);
        Meter meter = stage.portal().memoryMeter();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Thread.ofPlatform().daemon().name("upload").start(() -> {
                try (HttpConnection connection = new HttpConnection(server)) {
                    HttpConnection.Answer answer = connection.ask(request);
                    if (answer.status() == 201) {
                        times.add(System.nanoTime() - begun);
                    } else {
                        stage.say("an upload was answered with " + answer.status());
                        failed.incrementAndGet();
                    }
                } catch (IOException e) {
                    stage.say("an upload was not answered: " + e);
                    failed.incrementAndGet();
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Round(Latencies.of(times), failed.get(), seconds, meter.stopWhenQuiet());
    }

    private static byte[] request(Stage stage) {
        Form form = Form.of(Padding.to(LARGE, stage.photos()), "large");
        ByteArrayOutputStream request = new ByteArrayOutputStream(LARGE + 100_000);
        request.writeBytes(("POST /api/images HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + stage.token()
                + "\r\nContent-Type: " + form.contentType() + "\r\nContent-Length: " + form.body().length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(form.body());
        return request.toByteArray();
    }

    private static Usage streams(Stage stage, int count) throws IOException, InterruptedException {
        Meter meter = stage.portal().memoryMeter();
        List<Socket> open = new ArrayList<>();
        byte[] request = HttpConnection.request(stage.portal().address(), "/api/feed/live",
                "Accept: text/event-stream");
        int refused = 0;
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket();
                socket.connect(stage.portal().address());
                open.add(socket);
                socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
                socket.getOutputStream().write(request);
                byte[] head = new byte[12];
                int length = socket.getInputStream().readNBytes(head, 0, head.length);
                String status = new String(head, 0, length, StandardCharsets.ISO_8859_1);
                refused += status.endsWith(" 200") ? 0 : 1;
            }
            Thread.sleep(Duration.ofSeconds(5));
            stage.say(count + " live streams, " + refused + " refused");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        return meter.stop();
    }
}
