package dev.imageportal.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The last events, which all streams read from: so many, and so many bytes, at most. Immutable.
///
/// @param start the place before the first event
record RecentEvents(long start, List<LiveEvent> events) {

    static final int MOST = 2_000;
    static final int MOST_BYTES = 8 << 20;

    RecentEvents {
        events = List.copyOf(events);
    }

    static RecentEvents none(long place) {
        return new RecentEvents(place, List.of());
    }

    /// The last event's place.
    long end() {
        return start + events.size();
    }

    /// Whether all events after the place are here.
    boolean reachBackTo(long place) {
        return place >= start && place <= end();
    }

    /// The event after the place, empty when there is none yet.
    Optional<LiveEvent> next(long place) {
        return place == end() ? Optional.empty() : Optional.of(events.get((int) (place - start)));
    }

    /// @param more begin right after [#end]
    RecentEvents with(List<LiveEvent> more) {
        List<LiveEvent> all = new ArrayList<>(events.size() + more.size());
        all.addAll(events);
        all.addAll(more);
        long bytes = all.stream().mapToLong(event -> event.bytes().length).sum();
        int dropped = 0;
        while (all.size() - dropped > MOST || bytes > MOST_BYTES) {
            bytes -= all.get(dropped).bytes().length;
            dropped++;
        }
        return new RecentEvents(start + dropped, all.subList(dropped, all.size()));
    }
}
