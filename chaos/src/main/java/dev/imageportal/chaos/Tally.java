package dev.imageportal.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a fault's requests ended.
final class Tally {

    private static final int EXAMPLES = 12;

    private final Duration patience;
    private final List<Long> millis = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private long refused;
    private long failed;

    /// @param patience within which a refusal has to come
    Tally(Duration patience) {
        this.patience = patience;
    }

    /// Notes a reply to a request that would succeed in a sound portal.
    synchronized Reply note(String request, Reply reply) {
        millis.add(reply.took().toMillis());
        if (reply.succeeded()) {
            return reply;
        }
        if (reply.refused() && reply.took().compareTo(patience) <= 0) {
            refused++;
            refusals.merge(request, 1, Integer::sum);
        } else {
            failed++;
            String kind = request + " -> " + (reply.status() == 0 ? "no answer" : Integer.toString(reply.status()))
                    + (reply.refused() ? " too late" : "");
            failures.merge(kind, 1, Integer::sum);
            if (examples.size() < EXAMPLES) {
                examples.putIfAbsent(kind, reply.toString());
            }
        }
        return reply;
    }

    synchronized long requests() {
        return millis.size();
    }

    /// Told in time to come back later.
    synchronized long refused() {
        return refused;
    }

    /// Neither success nor a refusal in time.
    synchronized long failed() {
        return failed;
    }

    synchronized int refused(String request) {
        return refusals.getOrDefault(request, 0);
    }

    /// Of the answers' times, in milliseconds.
    ///
    /// @param share such as 0.99
    synchronized long percentile(double share) {
        if (millis.isEmpty()) {
            return 0;
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }

    /// Each kind of failure with its count and an example.
    synchronized List<String> failures() {
        return failures.entrySet()
                .stream()
                .map(entry -> entry.getKey() + " x " + entry.getValue() + ", such as "
                        + examples.getOrDefault(entry.getKey(), ""))
                .toList();
    }
}
