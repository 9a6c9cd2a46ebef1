package dev.imageportal.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One fault's course: what was asked, what was accepted, and which promises broke.
final class Trial {

    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final int NAMED = 5;

    private final String fault;
    private final Scene scene;
    private final long start = System.nanoTime();
    private final Tally tally;
    private final Ledger ledger;
    private final long deadLettersBefore;
    private final List<String> broken = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable Duration recovered;
    private long expectedDeadLetters;

    Trial(String fault, Scene scene) {
        this.fault = fault;
        this.scene = scene;
        tally = new Tally(scene.options().patience());
        ledger = new Ledger(scene);
        deadLettersBefore = scene.holdings().deadLetters();
    }

    Scene scene() {
        return scene;
    }

    Tally tally() {
        return tally;
    }

    Ledger ledger() {
        return ledger;
    }

    synchronized void broke(String promise) {
        broken.add(promise);
    }

    /// Worth knowing, in few words.
    synchronized void note(String text) {
        notes.add(text);
    }

    void expectDeadLetters(long count) {
        expectedDeadLetters = count;
    }

    /// @param after how long after the fault's end everything worked again; null when it never did
    void recovered(@Nullable Duration after, Duration allowed) {
        recovered = after;
        if (after == null || after.compareTo(allowed) > 0) {
            broke("works again " + (after == null ? "never" : "after " + after.toMillis() + " ms") + ", not within "
                    + allowed.toSeconds() + " s");
        }
    }

    /// To be told when no answer other than success and a refusal in time was allowed.
    void allowNoFailure() {
        if (tally.failed() > 0) {
            broke(tally.failed() + " answers were neither success nor a refusal within "
                    + scene.options().patience().toSeconds() + " s");
        }
    }

    /// Waits until all is settled, and says what is not.
    Outcome end() {
        Ledger.Difference difference = settled();
        List<String> damaged = difference.lost().isEmpty() ? ledger.damaged() : List.of();
        named("is lost from", difference.lost());
        named("is doubled, or unknown to its sender, in", difference.doubled());
        damaged.stream().limit(NAMED).forEach(id -> broke(id + " has other bytes than were sent"));
        if (scene.holdings().outbox() > 0) {
            broke("the outbox is not empty");
        }
        long deadLetters = scene.holdings().deadLetters() - deadLettersBefore;
        if (deadLetters != expectedDeadLetters) {
            broke(deadLetters + " dead letters, not " + expectedDeadLetters);
        }
        if (!broken.isEmpty()) {
            tally.failures().forEach(scene::say);
        }
        return new Outcome(fault, Pause.since(start), tally.requests(), tally.refused(), tally.failed(),
                difference.lost().size() + damaged.size(), difference.doubled().size(), recovered,
                String.join("; ", notes), broken, null);
    }

    private Ledger.Difference settled() {
        long since = System.nanoTime();
        while (true) {
            boolean late = Pause.since(since).compareTo(SETTLING) > 0;
            try {
                Ledger.Difference difference = ledger.compare();
                if (late || (difference.none() && scene.holdings().improvements() == 0
                        && scene.holdings().outbox() == 0)) {
                    return difference;
                }
            } catch (RuntimeException e) {
                if (late) {
                    throw e;
                }
            }
            Pause.of(Duration.ofMillis(500));
        }
    }

    private void named(String how, Map<String, String> ids) {
        ids.entrySet()
                .stream()
                .limit(NAMED)
                .forEach(entry -> broke(entry.getKey() + " " + how + ": " + entry.getValue()));
    }
}
