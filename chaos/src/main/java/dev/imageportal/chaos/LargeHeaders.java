package dev.imageportal.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Requests with 64 kB of headers, one after the other: each is refused with a 4xx or a closed line.
record LargeHeaders() implements Fault {

    private static final int BYTES = 64 * 1024;
    private static final int AT_ONCE = 20;
    private static final Duration ANSWER = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "large-headers";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        Map<Integer, Integer> answers = new TreeMap<>();
        Others.of(trial).during(() -> {
            long start = System.nanoTime();
            while (Pause.since(start).compareTo(scene.options().outage()) < 0) {
                send(scene.portal().gateway(), answers);
            }
        });
        trial.note("answers by status " + answers);
        answers.keySet().stream().filter(status -> status != 0 && (status < 400 || status > 499)).forEach(status -> {
            trial.broke("64 kB of headers got " + (status < 0 ? "no answer" : status));
        });
        return trial.end();
    }

    private static void send(URI portal, Map<Integer, Integer> answers) {
        byte[] request = ("GET /api/feed HTTP/1.1\r\nHost: " + portal.getAuthority() + "\r\nX-Large: "
                + "x".repeat(BYTES) + "\r\n\r\n").getBytes(US_ASCII);
        try (Lines lines = new Lines(portal)) {
            int count = lines.open(AT_ONCE);
            for (int line = 0; line < count; line++) {
                lines.write(line, request);
            }
            for (int line = 0; line < count; line++) {
                long start = System.nanoTime();
                Optional<Integer> status = lines.status(line);
                while (status.isEmpty() && Pause.since(start).compareTo(ANSWER) < 0) {
                    Pause.of(Duration.ofMillis(20));
                    status = lines.status(line);
                }
                answers.merge(status.orElse(-1), 1, Integer::sum);
            }
        }
    }
}
