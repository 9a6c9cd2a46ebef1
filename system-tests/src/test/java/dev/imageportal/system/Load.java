package dev.imageportal.system;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// People who upload and look at pictures until they are told to end. Every request counts: what went wrong is kept with
/// the time at which it began.
final class Load implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int UPLOADERS = 2;
    private static final int READERS = 3;

    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final PortalClient client;
    private final String token;
    /// With the files that they are made of.
    private final Map<Image, byte[]> accepted = new ConcurrentHashMap<>();
    private final List<Image> readable = new CopyOnWriteArrayList<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean ending;

    /// @param began by [System#nanoTime]
    record Failure(String request, long began, String what) {}

    private Load(URI origin, String token) {
        client = new PortalClient(origin);
        this.token = token;
    }

    static Load begin(URI origin, String token) {
        Load load = new Load(origin, token);
        for (int i = 0; i < UPLOADERS; i++) {
            load.people.execute(() -> load.repeat(load::upload));
        }
        for (int i = 0; i < READERS; i++) {
            load.people.execute(() -> load.repeat(load::read));
        }
        return load;
    }

    /// What the portal said that it has.
    Map<Image, byte[]> accepted() {
        return Map.copyOf(accepted);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    int requests() {
        return requests.get();
    }

    private void repeat(Runnable task) {
        while (!ending) {
            task.run();
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void upload() {
        byte[] file = Pictures.png(60 + ThreadLocalRandom.current().nextInt(60), 60);
        Answer answer = count("upload", 201, () -> client.upload(token, Form.of(file)));
        if (answer != null) {
            Image image = answer.as(Image.class);
            accepted.put(image, file);
            readable.add(image);
        }
    }

    private void read() {
        if (readable.isEmpty()) {
            get("/api/feed");
            return;
        }
        Image image = readable.get(ThreadLocalRandom.current().nextInt(readable.size()));
        get("/api/images/" + image.id());
        get(image.renditions().getFirst().url());
        get(image.originalUrl());
        get("/api/feed?limit=5");
    }

    private void get(String path) {
        count(path, 200, () -> client.get(path));
    }

    private @Nullable Answer count(String request, int expected, Supplier<Answer> call) {
        long began = System.nanoTime();
        requests.incrementAndGet();
        try {
            Answer answer = call.get();
            if (answer.status() == expected) {
                return answer;
            }
            failures.add(new Failure(request, began, answer.toString()));
        } catch (AssertionError e) {
            failures.add(new Failure(request, began, e + " " + e.getCause()));
        }
        return null;
    }

    /// Returns when the last request has its answer.
    @Override
    public void close() {
        ending = true;
        people.shutdown();
        try {
            if (!people.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new AssertionError("requests that never end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
