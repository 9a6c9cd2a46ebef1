package dev.imageportal.benchmarks;

import java.io.IOException;
import java.time.Duration;

/// Waits for what was uploaded to be seen.
final class Arrivals {

    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Arrivals() {}

    /// Uploads a small picture and returns once it is the newest one of the feed.
    static void uploadAndAwait(Stage stage) throws IOException, InterruptedException {
        String id = stage.portal()
                .upload(stage.token(), Photos.paint(400, 300, 1), "the newest one")
                .expect(201)
                .json()
                .path("id")
                .asString();
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (!id.equals(
                stage.portal()
                        .get("/api/feed?limit=1")
                        .expect(200)
                        .json()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString(""))) {
            if (System.nanoTime() > end) {
                throw new BenchException("an upload did not reach the feed within " + AT_MOST.toSeconds() + " s");
            }
            Thread.sleep(PAUSE);
        }
    }
}
