package dev.imageportal.chaos;

import dev.imageportal.chaos.Ledger.Accepted;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Uploads as a good client does them: the same key again until there is an answer that tells how it ended.
record Uploads(Trial trial, Person person, RandomGenerator random) {

    static final String UPLOAD = "POST /api/images";

    private static final Duration PERSISTENCE = Duration.ofMinutes(5);
    private static final Duration BREATH = Duration.ofMillis(300);
    private static final Set<Integer> LATER = Set.of(408, 409, 429);

    /// @return null when the picture was not taken, which breaks a promise
    @Nullable
    Accepted upload(Picture picture) {
        String key = new UUID(random.nextLong(), random.nextLong()).toString();
        long start = System.nanoTime();
        while (Pause.since(start).compareTo(PERSISTENCE) < 0) {
            Reply reply = once(key, picture);
            if (reply.status() == 201) {
                return trial.ledger().accept(person, picture, reply);
            }
            if (reply.status() >= 400 && reply.status() < 500 && !LATER.contains(reply.status())) {
                trial.broke("a sound upload got " + reply);
                return null;
            }
            Pause.of(reply.refused() ? reply.pause() : BREATH);
        }
        trial.broke("an upload was given up after " + PERSISTENCE.toMinutes() + " min");
        return null;
    }

    private Reply once(String key, Picture picture) {
        trial.ledger().watch(person);
        return trial.tally().note(UPLOAD, trial.scene().client().upload(person.token(), key, picture));
    }
}
