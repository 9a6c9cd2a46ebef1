package dev.imageportal.chaos;

import dev.imageportal.chaos.Ledger.Accepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// People who upload, look and search all the while.
final class Load implements AutoCloseable {

    private static final Duration END = Duration.ofMinutes(6);

    private final Trial trial;
    private final Duration pause;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Accepted> latest = new AtomicReference<>();
    private volatile boolean ending;

    private Load(Trial trial, Duration pause) {
        this.trial = trial;
        this.pause = pause;
    }

    /// Returns when the first picture is there.
    ///
    /// @param uploaders of these people upload, the others read
    /// @param pause     of each between two requests
    static Load begin(Trial trial, List<Person> people, int uploaders, Duration pause) {
        Load load = new Load(trial, pause);
        Random random = trial.scene().random("load");
        load.latest.set(new Uploads(trial, people.getFirst(), random).upload(Picture.small(random)));
        for (int at = 0; at < people.size(); at++) {
            Person person = people.get(at);
            Random own = new Random(random.nextLong());
            boolean uploads = at < uploaders;
            load.threads.add(Thread.ofVirtual()
                    .start(() -> load.repeat(uploads
                            ? () -> load.upload(person, own)
                            : () -> load.read(person, own))));
        }
        return load;
    }

    private void repeat(Runnable round) {
        while (!ending) {
            try {
                round.run();
            } catch (RuntimeException e) {
                trial.broke("the load itself failed: " + e);
                return;
            }
            Pause.of(pause);
        }
    }

    private void upload(Person person, Random random) {
        Accepted image = new Uploads(trial, person, random).upload(Picture.small(random));
        if (image != null) {
            latest.set(image);
        }
    }

    private void read(Person person, Random random) {
        Accepted image = latest.get();
        if (image == null) {
            return;
        }
        Reply reply = switch (random.nextInt(8)) {
            case 0 -> get("GET /api/feed", "/api/feed");
            case 1 -> get("GET /api/search", "/api/search?q=%40" + image.username());
            case 2 -> get("GET /api/images/{id}", "/api/images/" + image.id());
            case 3 -> get("GET /media/{id}/{file}", "/" + image.keys().getLast());
            case 4 -> get("GET /api/images/{id}/original", "/api/images/" + image.id() + "/original");
            case 5 -> get("GET /api/users/{username}", "/api/users/" + image.username());
            case 6 -> get("GET /api/users/{username}/images", "/api/users/" + image.username() + "/images");
            default -> trial.tally().note("POST /api/tokens", person.logIn());
        };
        if (reply.status() == 0) {
            Pause.of(Duration.ofMillis(200));
        }
    }

    private Reply get(String name, String path) {
        return trial.tally().note(name, trial.scene().client().get(path));
    }

    /// Lets everybody finish what they began.
    @Override
    public void close() {
        ending = true;
        for (Thread thread : threads) {
            try {
                if (!thread.join(END)) {
                    trial.broke("a client is still at it after " + END.toMinutes() + " min");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ChaosException("interrupted", e);
            }
        }
    }
}
