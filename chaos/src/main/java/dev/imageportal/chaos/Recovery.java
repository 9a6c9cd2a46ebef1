package dev.imageportal.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.chaos.Ledger.Accepted;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Whether everything works: logging in, uploading, seeing, finding.
///
/// @param person who has no other pictures: of many, a search may show the new one on a later page
record Recovery(Trial trial, Person person) {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    /// Waits until everything works at once, and the picture that was uploaded meanwhile shows in feed and search.
    ///
    /// @param since nano time at which the fault ended
    /// @return how long that took; null when it did not work within five minutes
    @Nullable
    Duration since(long since) {
        Random random = trial.scene().random("recovery");
        while (Pause.since(since).compareTo(LIMIT) < 0) {
            if (works() && works(new Uploads(trial, person, random).upload(Picture.small(random)), since)) {
                return Pause.since(since);
            }
            Pause.of(BETWEEN);
        }
        return null;
    }

    private boolean works() {
        return trial.tally().note("POST /api/tokens", person.logIn()).succeeded()
                && List.of("/api/users/" + person.username(), "/api/feed", "/api/search?q=chaos", "/api/tags")
                        .stream()
                        .allMatch(path -> get("GET " + path.replaceAll("/c[0-9a-z]{9,}|\\?.*", ""), path));
    }

    private boolean works(@Nullable Accepted image, long since) {
        if (image == null || !get("GET /api/images/{id}/original", "/api/images/" + image.id() + "/original")
                || !get("GET /media/{id}/{file}", "/" + image.keys().getLast())) {
            return false;
        }
        while (Pause.since(since).compareTo(LIMIT) < 0) {
            if (shows("/api/users/" + person.username() + "/images", image)
                    && shows("/api/search?q=%40" + person.username(), image)) {
                return true;
            }
            Pause.of(BETWEEN);
        }
        return false;
    }

    private boolean shows(String path, Accepted image) {
        Reply reply = trial.scene().client().get(path);
        return reply.succeeded() && new String(reply.body(), UTF_8).contains(image.id());
    }

    private boolean get(String name, String path) {
        return trial.tally().note(name, trial.scene().client().get(path)).succeeded();
    }
}
