package dev.imageportal.feed;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.ProblemException;
import dev.imageportal.defaults.RecurringTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Follows the [LiveLog] for this instance's streams: at once when this instance wrote to it, and within
/// [FeedSettings.Live#look] when another did.
@Component
class LiveFeed {

    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);

    private static final int ENTRIES_AT_ONCE = 200;

    /// Events that come fast are sent together, rather than each alone to thousands of streams.
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    /// How long a reader waits for its turn at the log. Reading may take some seconds more where the database is away,
    /// and both together are to be less than 5 s.
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    /// More than is ever needed again, so that an instance that hangs for a while still finds what it missed.
    private static final int KEPT = 5 * RecentEvents.MOST;

    private final LiveLog changes;
    private final LiveStreams streams;
    private final DisplayNames displayNames;
    private volatile @Nullable RecentEvents recent;
    private final RecurringTask follower;
    private final ReentrantLock reading = new ReentrantLock();

    LiveFeed(LiveLog changes, LiveStreams streams, DisplayNames displayNames, FeedSettings settings) {
        this.changes = changes;
        this.displayNames = displayNames;
        this.streams = streams;
        this.follower = new RecurringTask("live-feed", settings.live().look(), this::turn);
    }

    /// What follows the log.
    RecurringTask follower() {
        return follower;
    }

    /// The last events. Reads them from the log when they are not known to go as far as this place.
    ///
    /// @throws DataAccessException when the log has to be read and the database does not answer
    /// @throws ProblemException    `503` when many wait for that
    RecentEvents upTo(long place) {
        RecentEvents known = recent;
        return known == null || known.end() < place ? catchUp() : known;
    }

    /// The last events that are known.
    RecentEvents recent() {
        return upTo(Long.MIN_VALUE);
    }

    /// There is more in the log.
    void look() {
        follower.wake();
    }

    /// One at a time, and nobody waits for long: while the database is away, each try takes its time-out.
    private RecentEvents catchUp() {
        try {
            if (!reading.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return read();
        } finally {
            reading.unlock();
        }
    }

    private static ProblemException busy() {
        return ProblemException.unavailable("The live feed can't be read just now; try again.", RETRY_AFTER);
    }

    private RecentEvents read() {
        RecentEvents known = recent == null ? atTheEnd() : recent;
        List<LiveLog.Entry> entries;
        do {
            entries = changes.after(known.end(), ENTRIES_AT_ONCE);
            known = with(known, entries);
        } while (entries.size() == ENTRIES_AT_ONCE);
        recent = known;
        return known;
    }

    /// As after a restart: what happened lately is here for those who come back.
    private RecentEvents atTheEnd() {
        long head = changes.head();
        RecentEvents before = RecentEvents.none(head - RecentEvents.MOST);
        RecentEvents lately = with(before, changes.after(before.end(), RecentEvents.MOST));
        return lately.events().isEmpty() ? RecentEvents.none(head) : lately;
    }

    /// Begins anew where the log has a gap: what is missing was purged.
    private RecentEvents with(RecentEvents known, List<LiveLog.Entry> entries) {
        if (entries.isEmpty()) {
            return known;
        }
        long before = entries.getFirst().place() - 1;
        RecentEvents joined = before == known.end() ? known : RecentEvents.none(before);
        return joined.with(written(entries));
    }

    private List<LiveEvent> written(List<LiveLog.Entry> entries) {
        Map<String, String> names = displayNames.of(entries.stream()
                .map(LiveLog.Entry::shown)
                .filter(Objects::nonNull)
                .map(ShownImage::username)
                .toList());
        return entries.stream().map(entry -> LiveEvent.of(entry, names)).toList();
    }

    private void turn() {
        long before = recent == null ? Long.MIN_VALUE : recent.end();
        if (catchUp().end() != before) {
            streams.wake();
            follower.pause(SHORTEST_PAUSE);
        }
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1M")
    void purge() {
        try {
            changes.purge(changes.head() - KEPT);
        } catch (DataAccessException e) {
            log.warn("Old live events stay for another minute: {}", e.toString());
        }
    }
}
