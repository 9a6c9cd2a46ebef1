package dev.imageportal.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one fault.
///
/// @param seconds   the whole of it, with the look at what was left
/// @param requests  sent meanwhile
/// @param refused   of these, told within the time allowed to come back later
/// @param failed    of these, without a proper answer
/// @param lost      pictures that were answered with 201 and are missing somewhere
/// @param doubled   pictures that are somewhere twice, or that nobody was told of
/// @param recovered until everything worked again; null where nothing was away
/// @param note      what else is worth knowing, in few words
/// @param broken    promises that were not kept
/// @param skipped   why nothing was done; null when something was
public record Outcome(
        String fault,
        Duration seconds,
        long requests,
        long refused,
        long failed,
        long lost,
        long doubled,
        @Nullable Duration recovered,
        String note,
        List<String> broken,
        @Nullable String skipped) {

    public Outcome {
        broken = List.copyOf(broken);
    }

    static Outcome skipped(String fault, String why) {
        return new Outcome(fault, Duration.ZERO, 0, 0, 0, 0, 0, null, "", List.of(), why);
    }

    static Outcome broken(String fault, Duration seconds, String how) {
        return new Outcome(fault, seconds, 0, 0, 0, 0, 0, null, "", List.of(how), null);
    }

    Outcome andBroken(String how) {
        List<String> all = new ArrayList<>(broken);
        all.add(how);
        return new Outcome(fault, seconds, requests, refused, failed, lost, doubled, recovered, note, all, skipped);
    }

    public boolean kept() {
        return broken.isEmpty();
    }
}
