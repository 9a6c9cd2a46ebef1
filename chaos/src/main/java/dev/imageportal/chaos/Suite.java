package dev.imageportal.chaos;

import java.util.ArrayList;
import java.util.List;

/// All faults, and the course of those that are wanted.
public final class Suite {

    private Suite() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>(List.of(new Kills()));
        faults.addAll(Outage.all());
        faults.addAll(List.of(new Poison(), new Replay(), new Migration(), new FullSpool(), new ClockSkew(),
                new SlowClients(), new LargeHeaders(), new IdleConnections(), new LargeBody(), new Rolling()));
        return List.copyOf(faults);
    }

    /// @throws IllegalArgumentException for a name that no fault's name begins with
    static List<Fault> named(List<String> names) {
        names.forEach(name -> {
            if (all().stream().noneMatch(fault -> fault.name().startsWith(name))) {
                throw new IllegalArgumentException("there is no fault " + name + "; there are "
                        + String.join(", ", all().stream().map(Fault::name).toList()));
            }
        });
        return all().stream()
                .filter(fault -> names.isEmpty() || names.stream().anyMatch(fault.name()::startsWith))
                .toList();
    }

    /// Lets the wanted faults happen one after the other. A fault that cannot be brought about breaks its promises.
    public static List<Outcome> run(Scene scene) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Fault fault : named(scene.options().faults())) {
            scene.say(fault.name());
            long start = System.nanoTime();
            Outcome outcome;
            try {
                outcome = fault.run(scene);
            } catch (RuntimeException e) {
                outcome = Outcome.broken(fault.name(), Pause.since(start), "the fault's course itself failed: " + e);
            }
            outcomes.add(outcome);
            scene.say(String.join("  ", Table.cells(outcome)));
            outcome.broken().forEach(promise -> scene.say("BROKEN: " + promise));
        }
        return outcomes;
    }
}
