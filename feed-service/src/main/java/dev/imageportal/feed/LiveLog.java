package dev.imageportal.feed;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The changes of the feeds in the order of their commits, numbered without gaps: the same for every instance.
@Repository
class LiveLog {

    private static final int PURGE_ROWS = 1_000;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    /// A change as it is written.
    record Change(LiveKind kind, ImageId image) {}

    /// A change as it is read.
    ///
    /// @param shown the image as the feeds show it now, null when they no longer do
    record Entry(long place, LiveKind kind, ImageId image, @Nullable ShownImage shown) {}

    LiveLog(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /// Adds changes at the end. Runs in the transaction that makes them, as its last step: from here on no other
    /// writer commits before this one.
    void append(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("UPDATE live_head SET place = place + ? WHERE id = 1").param(changes.size()).update();
        long first = head() - changes.size() + 1;
        batches.batchUpdate("INSERT INTO live_event (place, kind, image) VALUES (?, ?, ?)",
                IntStream.range(0, changes.size())
                        .mapToObj(i -> new Object[]{
                                first + i, changes.get(i).kind().name(), changes.get(i).image().bytes()})
                        .toList());
    }

    /// The last change's place.
    long head() {
        return jdbc.sql("SELECT place FROM live_head WHERE id = 1").query(Long.class).single();
    }

    /// The next changes after a place, at most so many.
    List<Entry> after(long place, int limit) {
        return jdbc.sql("""
                SELECT live_event.place, live_event.kind, live_event.image, image.username, image.json, image.splice
                FROM live_event LEFT JOIN image ON image.id = live_event.image
                WHERE live_event.place > ?
                ORDER BY live_event.place
                LIMIT ?
                """)
                .params(place, limit)
                .query((row, number) -> new Entry(row.getLong(1), LiveKind.valueOf(row.getString(2)),
                        ImageId.of(row.getBytes(3)), row.getBytes(5) == null
                                ? null
                                : new ShownImage(row.getBytes(4), new ImageJson(row.getBytes(5), row.getInt(6)))))
                .list();
    }

    /// Forgets changes up to a place.
    ///
    /// @return how many
    int purge(long upTo) {
        int all = 0;
        int some;
        do {
            some = jdbc.sql("DELETE FROM live_event WHERE place <= ? LIMIT ?").params(upTo, PURGE_ROWS).update();
            all += some;
        } while (some == PURGE_ROWS);
        return all;
    }
}
