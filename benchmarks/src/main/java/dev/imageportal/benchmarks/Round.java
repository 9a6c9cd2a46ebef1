package dev.imageportal.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// One stretch of load: what came of it, and what it cost.
///
/// @param failed  requests that got another answer than they should
/// @param seconds from the first request to the last answer
record Round(Latencies latencies, int failed, double seconds, Usage usage) {

    double perSecond() {
        return latencies.count() / seconds;
    }

    double p50() {
        return latencies.quantile(0.5);
    }

    double p99() {
        return latencies.quantile(0.99);
    }

    /// Seconds of processor time for each request, background work included.
    double processorEach() {
        return usage.total() / Math.max(1, latencies.count());
    }

    double processorEach(String group) {
        return usage.processor().getOrDefault(group, 0.0) / Math.max(1, latencies.count());
    }

    double allocatedEach() {
        return usage.allocated() / Math.max(1, latencies.count());
    }

    /// The middle one of several rounds' figures.
    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] values = rounds.stream().mapToDouble(figure).sorted().toArray();
        if (values.length == 0) {
            return Double.NaN;
        }
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// Highest of several rounds' peaks, in bytes.
    static long memory(List<Round> rounds, String... groups) {
        return rounds.stream()
                .mapToLong(round -> Arrays.stream(groups)
                        .mapToLong(group -> round.usage().memory().getOrDefault(group, 0L))
                        .sum())
                .max()
                .orElse(0);
    }
}
