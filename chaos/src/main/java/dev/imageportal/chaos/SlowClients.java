package dev.imageportal.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.time.Duration;

/// Clients that send a byte a second: half of them are still at their headers, half at a picture's bytes.
record SlowClients() implements Fault {

    @Override
    public String name() {
        return "slow-clients";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        Others others = Others.of(trial);
        URI portal = scene.portal().gateway();
        try (Lines lines = new Lines(portal)) {
            others.during(() -> {
                int count = lines.open(scene.options().slowClients());
                byte[] head = ("POST /api/images HTTP/1.1\r\nHost: " + portal.getAuthority()
                        + "\r\nAuthorization: Bearer "
                        + others.people().getFirst().token()
                        + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n")
                        .getBytes(US_ASCII);
                byte[] begin = "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
                        .getBytes(US_ASCII);
                for (int line = 0; line < count; line++) {
                    if (line % 2 == 0) {
                        lines.write(line, head);
                        lines.write(line, begin);
                    } else {
                        lines.write(line, "GET /api/feed HTTP/1.1\r\nX-Slow: ".getBytes(US_ASCII));
                    }
                }
                dribble(lines, count, scene.options().outage());
                trial.note(count + " clients, " + lines.alive() + " still connected");
            });
        }
        return trial.end();
    }

    private static void dribble(Lines lines, int count, Duration duration) {
        byte[] one = {'a'};
        long start = System.nanoTime();
        while (Pause.since(start).compareTo(duration) < 0) {
            for (int line = 0; line < count; line++) {
                lines.write(line, one);
            }
            Pause.of(Duration.ofSeconds(1));
        }
    }
}
