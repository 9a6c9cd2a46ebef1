package dev.imageportal.search;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.hibernate.search.util.common.SearchTimeoutException;

/// When somebody asked, and until when there is to be an answer.
///
/// @param asked    by the clock on the wall
/// @param deadline of [System#nanoTime]
record TimeFrame(Instant asked, long deadline) {

    static TimeFrame from(Instant asked, Duration timeout) {
        return new TimeFrame(asked, System.nanoTime() + timeout.toNanos());
    }

    /// At least 1.
    long millisecondsLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    /// @throws SearchTimeoutException when the time is over
    void requireTime() {
        if (System.nanoTime() - deadline > 0) {
            throw new SearchTimeoutException("the time for the query is over");
        }
    }
}
