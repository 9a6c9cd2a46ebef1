package dev.imageportal.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Makes the services' AOT caches that are absent, one after the other, beside a portal that runs and at the lowest
/// priority: starts each service once more, with nothing behind it, until it answers, and ends it.
///
/// Nobody waits for it. What hinders it is in `logs/training.log`, and the next portal tries again.
final class AotTraining {

    static final String PART = "training";

    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration MAKING = Duration.ofMinutes(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final String LOCK = "training.lock";

    private final Installation installation;
    private final DataFolder data;
    private final JavaCommand java;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicReference<@Nullable ChildProcess> child = new AtomicReference<>();
    private final Thread thread = Thread.ofVirtual().name(PART).unstarted(this::train);

    AotTraining(Installation installation, DataFolder data) {
        this.installation = installation;
        this.data = data;
        this.java = new JavaCommand(installation);
    }

    void start() {
        thread.start();
    }

    /// Returns when all was tried.
    void join() throws InterruptedException {
        thread.join();
    }

    /// Ends what it does at once. The folder must refuse processes by then.
    void stop() {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        thread.interrupt();
        ChildProcess running = child.get();
        if (running != null) {
            running.kill();
        }
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void train() {
        try {
            for (Service service : Service.values()) {
                train(service);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void train(Service service) throws InterruptedException {
        try {
            ServiceJar.Program program = new ServiceJar(service.jar(installation.home())).program();
            AotCache cache = java.cache(program).orElse(null);
            if (cache != null && !cache.exists()) {
                trainAlone(service, program, cache);
            }
        } catch (IOException | LocalException e) {
            // the service starts without
            note(service, e);
        }
    }

    /// The lock ends with its owner: nobody waits for one who was killed.
    private void trainAlone(Service service, ServiceJar.Program program, AotCache cache)
            throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(cache.file().resolveSibling(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null && !cache.exists()) {
                cache.discardUnfinished();
                try {
                    make(service, program, cache);
                } finally {
                    cache.discardUnfinished();
                }
            }
        } catch (OverlappingFileLockException e) {
            // another portal of this process is at it
        }
    }

    private void make(Service service, ServiceJar.Program program, AotCache cache)
            throws IOException, InterruptedException {
        Path scratch = data.run().resolve(PART);
        Folders.delete(scratch);
        Ports ports = Ports.free();
        try {
            ChildProcess noting = run(java.training(program, cache.record()),
                    new TrainingSettings(installation, ports, scratch).of(service));
            Readiness.await(noting, START, data, ports.of(service), () -> askIfAlive(service, ports.of(service)));
            noting.end(MAKING);
            if (run(java.training(program, cache.create()), Map.of()).await(MAKING) == 0) {
                cache.finish();
            }
        } finally {
            ChildProcess last = child.getAndSet(null);
            if (last != null) {
                last.kill();
                PidFile.of(data, PART).delete();
            }
            Folders.delete(scratch);
        }
    }

    /// Without this process's own settings for services, lest it finds what belongs to others.
    private ChildProcess run(List<String> command, Map<String, String> settings) {
        List<String> whole = new ArrayList<>(List.of("env"));
        System.getenv().keySet().stream().filter(name -> name.startsWith("PORTAL_")).forEach(name -> {
            if (!settings.containsKey(name)) {
                whole.addAll(List.of("-u", name));
            }
        });
        whole.addAll(List.of("nice", "-n", "19"));
        whole.addAll(command);
        return ChildProcess.start(new ChildProcess.Command(PART, data.run(), whole, settings, null), data, child::set);
    }

    private void askIfAlive(Service service, int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port
                + (service == Service.GATEWAY ? "/healthz" : "/actuator/health/liveness"));
        HttpResponse<Void> response = http.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answers " + response.statusCode());
        }
    }

    private void note(Service service, Exception failure) {
        if (data.refusesProcesses()) {
            return;
        }
        try {
            Files.writeString(data.log(PART).file(), service.part() + " was not trained: " + failure + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // nothing depends on it
        }
    }
}
