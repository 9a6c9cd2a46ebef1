package dev.imageportal.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How much of which faults.
///
/// @param faults      names or their beginnings; none: all
/// @param seed        of everything that is left to chance
/// @param outage      how long a component is stopped, and then gone; and how long other faults last
/// @param uploads     while processes are killed
/// @param kills       at least so many, while uploads go on
/// @param slowClients that send a byte a second
/// @param connections that are opened and say nothing
/// @param copies      of each event in a replay
/// @param rows        of the schema that is changed under load
/// @param published   whether the figures go to docs/reliability.md
/// @param timed       whether how fast answers and recovery are is a promise too: not on a machine that does other work
public record Options(
        List<String> faults,
        long seed,
        Duration outage,
        int uploads,
        int kills,
        int slowClients,
        int connections,
        int copies,
        int rows,
        boolean published,
        boolean timed) {

    public Options {
        faults = List.copyOf(faults);
        if (!outage.isPositive() || outage.compareTo(Duration.ofMinutes(30)) > 0) {
            throw new IllegalArgumentException("--seconds takes 1 to 1800");
        }
    }

    /// Of the whole suite.
    static Options whole() {
        return new Options(List.of(), 1, Duration.ofSeconds(60), 1_000, 40, 500, 10_000, 10, 200_000, true, true);
    }

    /// A few minutes, to see that it works.
    public static Options brief() {
        return new Options(List.of(), 1, Duration.ofSeconds(8), 100, 6, 200, 2_000, 10, 20_000, false, true);
    }

    /// For the project's own tests, beside other work: faults as short as they show, and no clock.
    /// With this seed the four that uploads cannot do without are killed.
    public static Options tests() {
        return new Options(List.of(), 287, Duration.ofSeconds(4), 60, 4, 100, 1_000, 3, 1_000, false, false);
    }

    public Options of(String... names) {
        return new Options(List.of(names), seed, outage, uploads, kills, slowClients, connections, copies, rows,
                published, timed);
    }

    /// @throws IllegalArgumentException that says what is wrong
    static Options parse(List<String> words) {
        Options options = words.contains("--short") ? brief() : whole();
        List<String> faults = new ArrayList<>();
        long seed = options.seed;
        Duration outage = options.outage;
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            switch (word) {
                case "--short" -> {
                }
                case "--seed" -> seed = number(words, ++at, word);
                case "--seconds" -> outage = Duration.ofSeconds(number(words, ++at, word));
                default -> {
                    if (word.startsWith("-")) {
                        throw new IllegalArgumentException("unknown: " + word);
                    }
                    faults.add(word);
                }
            }
        }
        return new Options(faults, seed, outage, options.uploads, options.kills, options.slowClients,
                options.connections, options.copies, options.rows, options.published, options.timed);
    }

    private static long number(List<String> words, int at, String option) {
        try {
            return Long.parseLong(at < words.size() ? words.get(at) : "");
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a whole number");
        }
    }

    /// How long an answer may take that says that something is away.
    Duration patience() {
        return timed ? Duration.ofSeconds(5) : Duration.ofSeconds(25);
    }

    /// How long the portal may take to work again once what was away is back.
    Duration recovery() {
        return timed ? Duration.ofSeconds(15) : Duration.ofSeconds(90);
    }
}
