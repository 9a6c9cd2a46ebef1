package dev.imageportal.chaos;

import dev.imageportal.local.Component;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Eight people upload while one process after the other is killed and comes back, in an order of chance in which each
/// has its turn before the next round.
record Kills() implements Fault {

    private static final int PEOPLE = 8;
    private static final int AWAY_AT_ONCE = 2;
    private static final Duration SWEEP = Duration.ofMinutes(2);
    private static final List<String> PARTS = Stream
            .concat(Stream.of(Service.values()).map(Service::part), Stream.of(Component.values()).map(Component::part))
            .toList();

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        Random random = scene.random(name());
        List<Person> people = scene.people(PEOPLE);
        Person another = scene.people(1).getFirst();
        AtomicInteger left = new AtomicInteger(scene.options().uploads());
        AtomicInteger kills = new AtomicInteger();
        List<Thread> clients = people.stream().map(person -> {
            Uploads uploads = new Uploads(trial, person, new Random(random.nextLong()));
            return Thread.ofVirtual().start(() -> {
                while (left.decrementAndGet() >= 0 || kills.get() < scene.options().kills()) {
                    uploads.upload(Picture.any(uploads.random()));
                }
            });
        }).toList();
        long last = killWhile(clients, scene, random, kills);
        trial.recovered(new Recovery(trial, another).since(last), Duration.ofMinutes(3));
        trial.note(kills.get() + " kills, " + trial.ledger().all().size() + " pictures");
        Outcome outcome = trial.end();
        return sweep(trial, scene, outcome);
    }

    /// @return when the last one was
    private static long killWhile(List<Thread> clients, Scene scene, Random random, AtomicInteger kills) {
        RunningPortal portal = scene.portal();
        long last = System.nanoTime();
        List<String> next = new ArrayList<>();
        while (clients.stream().anyMatch(Thread::isAlive)) {
            Pause.of(Duration.ofMillis(random.nextLong(1_500, 4_500)));
            if (kills.get() >= scene.options().kills() && !scene.options().timed()) {
                // the tests have what they wanted: the uploads may end
                continue;
            }
            if (next.isEmpty()) {
                next.addAll(PARTS);
                Collections.shuffle(next, random);
            }
            String part = next.getFirst();
            Set<String> away = portal.away();
            if (away.size() < AWAY_AT_ONCE && !away.contains(part) && portal.process(part).isPresent()) {
                next.removeFirst();
                scene.say("SIGKILL " + part);
                Signals.kill(portal, part);
                last = System.nanoTime();
                kills.incrementAndGet();
            }
        }
        while (!portal.away().isEmpty()) {
            Pause.of(Duration.ofMillis(100));
        }
        return last;
    }

    /// What broken-off uploads left in the bucket goes after a day; here after a second, where services can be told so.
    private static Outcome sweep(Trial trial, Scene scene, Outcome outcome) {
        int forgotten = trial.ledger().forgottenObjects().size();
        if (forgotten == 0) {
            return outcome;
        }
        if (!scene.ownsSettings()) {
            scene.say(forgotten + " objects of broken-off uploads are left to the sweeper");
            return outcome;
        }
        scene.restart(Service.IMAGE, Map.of("PORTAL_IMAGE_SWEEP_AGE", "1s", "PORTAL_IMAGE_SWEEP_INTERVAL", "1s"));
        long start = System.nanoTime();
        List<String> remaining = new ArrayList<>(trial.ledger().forgottenObjects());
        while (!remaining.isEmpty() && Pause.since(start).compareTo(SWEEP) < 0) {
            Pause.of(Duration.ofSeconds(1));
            remaining = List.copyOf(trial.ledger().forgottenObjects());
        }
        scene.restart(Service.IMAGE, Map.of());
        scene.say("the sweeper removed " + (forgotten - remaining.size()) + " of " + forgotten
                + " objects of broken-off uploads");
        return remaining.isEmpty() ? outcome
                : outcome.andBroken(remaining.size() + " objects that no picture owns stay, such as "
                        + remaining.getFirst());
    }
}
