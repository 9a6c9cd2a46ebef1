package dev.imageportal.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Rounds of the same load on the portal and, in turn, on what it is compared with.
///
/// @param baseline empty when there is nothing to compare with
record Sides(List<Round> portal, List<Round> baseline) {

    /// One round on one side.
    interface Side {

        Round run() throws Exception;
    }

    static Sides empty() {
        return new Sides(new ArrayList<>(), new ArrayList<>());
    }

    /// Portal, baseline, portal, baseline…
    static Sides alternate(Stage stage, String what, Side portal, Side baseline) throws Exception {
        Sides sides = empty();
        for (int round = 0; round < stage.rounds(); round++) {
            sides.add(stage, what, portal, baseline);
        }
        return sides;
    }

    void add(Stage stage, String what, Side one, Side other) throws Exception {
        portal.add(one.run());
        stage.say(what, portal.getLast());
        if (stage.baseline() != null) {
            baseline.add(other.run());
            stage.say("  baseline: " + what, baseline.getLast());
        }
    }

    boolean compared() {
        return !baseline.isEmpty();
    }

    /// The portal's median of a figure by the baseline's.
    double ratio(ToDoubleFunction<Round> figure) {
        return Round.median(portal, figure) / Round.median(baseline, figure);
    }

    static final List<String> HEAD = List.of("load", "side", "per second", "p50", "p99", "processor time each",
            "of it services (app), database, objects, Kafka", "allocated each", "failed");

    /// A row for each side.
    List<List<String>> rows(String what) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(what, "portal", portal));
        if (compared()) {
            rows.add(row(what, "baseline", baseline));
        }
        return rows;
    }

    private static List<String> row(String what, String side, List<Round> rounds) {
        return List.of(what, side, Target.number(Round.median(rounds, Round::perSecond)),
                Target.number(Round.median(rounds, Round::p50)) + " ms",
                Target.number(Round.median(rounds, Round::p99)) + " ms",
                milliseconds(rounds, Round::processorEach),
                String.join(" + ", milliseconds(rounds, Sides::services), group(rounds, "database"),
                        group(rounds, "object-store"), group(rounds, "kafka")),
                side.equals("portal") ? kilobytes(Round.median(rounds, Round::allocatedEach)) : "–",
                Integer.toString(rounds.stream().mapToInt(Round::failed).sum()));
    }

    private static double services(Round round) {
        return round.usage()
                .processor()
                .keySet()
                .stream()
                .filter(group -> group.endsWith("-service") || group.equals("gateway") || group.equals("app"))
                .mapToDouble(round::processorEach)
                .sum();
    }

    private static String group(List<Round> rounds, String group) {
        return milliseconds(rounds, round -> round.processorEach(group));
    }

    private static String milliseconds(List<Round> rounds, ToDoubleFunction<Round> seconds) {
        return Target.number(1000 * Round.median(rounds, seconds)) + " ms";
    }

    private static String kilobytes(double bytes) {
        return bytes >= 1e6 ? Target.number(bytes / 1e6) + " MB" : Target.number(bytes / 1e3) + " kB";
    }
}
