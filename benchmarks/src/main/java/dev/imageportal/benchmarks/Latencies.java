package dev.imageportal.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/// How long requests took, each one, in nanoseconds and in order.
record Latencies(long[] nanoseconds) {

    static Latencies of(LongStream nanoseconds) {
        return new Latencies(nanoseconds.sorted().toArray());
    }

    static Latencies of(Collection<Long> nanoseconds) {
        return of(nanoseconds.stream().mapToLong(Long::longValue));
    }

    int count() {
        return nanoseconds.length;
    }

    /// @param part from 0 to 1, such as 0.99
    /// @return milliseconds; NaN when there were no requests
    double quantile(double part) {
        if (nanoseconds.length == 0) {
            return Double.NaN;
        }
        return nanoseconds[Math.min(nanoseconds.length - 1, (int) (part * nanoseconds.length))] / 1e6;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latencies latencies && Arrays.equals(nanoseconds, latencies.nanoseconds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nanoseconds);
    }

    @Override
    public String toString() {
        return count() + " requests";
    }
}
