package dev.imageportal.chaos;

import dev.imageportal.local.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Services whose clocks are five minutes off: image-service's is ahead, those of user-service and feed-service are
/// behind. The clocks are libfaketime's; what time has passed (the monotonic clock) stays true, as it would.
record ClockSkew() implements Fault {

    private static final int PEOPLE = 8;
    private static final int UPLOADERS = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Map<Service, String> CLOCKS = Map.of(Service.IMAGE, "+300", Service.USER, "-300",
            Service.FEED, "-300");

    @Override
    public String name() {
        return "clock-skew";
    }

    @Override
    public Outcome run(Scene scene) {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            return Outcome.skipped(name(), "needs libfaketime (Debian: apt-get install faketime)");
        }
        CLOCKS.entrySet()
                .parallelStream()
                .forEach(clock -> scene.restart(clock.getKey(),
                        Map.of("LD_PRELOAD", library.get().toString(), "FAKETIME", clock.getValue(),
                                "FAKETIME_DONT_FAKE_MONOTONIC", "1", "DONT_FAKE_MONOTONIC", "1", "NO_FAKE_STAT", "1")));
        try {
            return skewed(scene);
        } finally {
            CLOCKS.keySet().parallelStream().forEach(service -> scene.restart(service, Map.of()));
        }
    }

    private Outcome skewed(Scene scene) {
        Trial trial = new Trial(name(), scene);
        List<Person> people = scene.people(PEOPLE + 1);
        try (Load load = Load.begin(trial, people.subList(0, PEOPLE), UPLOADERS, PAUSE)) {
            Pause.of(scene.options().outage());
            if (new Recovery(trial, people.getLast()).since(System.nanoTime()) == null) {
                trial.broke("the portal does not work");
            }
        }
        trial.allowNoFailure();
        if (trial.tally().refused() > 0) {
            trial.broke(trial.tally().refused() + " requests were refused");
        }
        return trial.end();
    }

    /// The one for programs with threads.
    private static Optional<Path> library() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return Stream.concat(Stream.of(Path.of("/usr/lib")), folders)
                    .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
