package dev.imageportal.chaos;

import dev.imageportal.local.Component;
import dev.imageportal.local.RunningPortal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A component is away while people use the portal, and comes back.
///
/// @param gone whether it is killed; else it is stopped, so that its connections stay and nobody answers
record Outage(Component component, boolean gone) implements Fault {

    private static final int PEOPLE = 8;
    private static final int UPLOADERS = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);

    static List<Fault> all() {
        return Stream.of(Component.values())
                .<Fault>flatMap(component -> Stream.of(new Outage(component, false), new Outage(component, true)))
                .toList();
    }

    @Override
    public String name() {
        return component.part() + (gone ? "-gone" : "-stopped");
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        List<Person> people = scene.people(PEOPLE + 1);
        try (Load load = Load.begin(trial, people.subList(0, PEOPLE), UPLOADERS, PAUSE)) {
            Pause.of(Duration.ofSeconds(1));
            long back = away(scene);
            trial.recovered(new Recovery(trial, people.getLast()).since(back), scene.options().recovery());
        }
        trial.allowNoFailure();
        if (component == Component.KAFKA && trial.tally().refused(Uploads.UPLOAD) > 0) {
            trial.broke("uploads were refused while only Kafka was away");
        }
        return trial.end();
    }

    /// @return when it was back
    private long away(Scene scene) {
        RunningPortal portal = scene.portal();
        if (gone) {
            portal.components().kill(component);
            try {
                Pause.of(scene.options().outage());
            } finally {
                portal.components().start(component);
            }
            return System.nanoTime();
        }
        portal.components().suspend(component);
        try {
            Pause.of(scene.options().outage());
        } finally {
            portal.components().resume(component);
        }
        return System.nanoTime();
    }
}
