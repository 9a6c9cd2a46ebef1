package dev.imageportal.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes the feed's tables, one statement for all rows of a kind.
@Repository
class FeedTables {

    private static final int PURGE_ROWS = 1_000;

    /// A change, and what was there before it.
    record News(FeedChange change, Held before) {

        private boolean isNews() {
            return !before.deleted() && before.version() < change.version();
        }

        boolean wasShown() {
            return before.version() > 0;
        }
    }

    record Held(long version, boolean deleted) {

        static final Held NOTHING = new Held(0, false);
    }

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    FeedTables(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /// Applies those changes that are news. Runs in the caller's transaction, and holds the changes' images until its
    /// end: another instance that is at work on the same images waits, and then sees what is no longer news.
    ///
    /// @return the changes that were news
    List<News> apply(SortedMap<ImageId, FeedChange> changes) {
        Map<ImageId, Held> held = hold(changes.keySet());
        List<News> applied = changes.values()
                .stream()
                .map(change -> new News(change, held.getOrDefault(change.id(), Held.NOTHING)))
                .filter(News::isNews)
                .toList();
        if (applied.isEmpty()) {
            return applied;
        }
        List<FeedChange> news = applied.stream().map(News::change).toList();
        remember(news);
        clear(applied.stream().filter(News::wasShown).map(one -> one.change().id()).toList());
        show(news.stream().filter(FeedChange.Show.class::isInstance).map(FeedChange.Show.class::cast).toList());
        return applied;
    }

    /// Forgets deletions of longer ago than this.
    ///
    /// @return how many
    int purge(Duration age) {
        int all = 0;
        int some;
        do {
            some = jdbc.sql("""
                    DELETE FROM image_version
                    WHERE deleted_at < UTC_TIMESTAMP() - INTERVAL ? SECOND
                    LIMIT ?
                    """).params(age.toSeconds(), PURGE_ROWS).update();
            all += some;
        } while (some == PURGE_ROWS);
        return all;
    }

    /// Locks the images' rows, those included that are not there yet, and reads them.
    private Map<ImageId, Held> hold(Collection<ImageId> ids) {
        batches.batchUpdate("""
                INSERT INTO image_version (id, version)
                VALUES (?, 0)
                ON DUPLICATE KEY UPDATE version = version
                """, ids.stream().map(id -> new Object[]{id.bytes()}).toList());
        Map<ImageId, Held> held = HashMap.newHashMap(ids.size());
        jdbc.sql("""
                SELECT id, version, deleted_at IS NOT NULL
                FROM image_version
                WHERE id IN (:ids)
                """)
                .param("ids", bytes(ids))
                .query(row -> {
                    held.put(ImageId.of(row.getBytes(1)), new Held(row.getLong(2), row.getBoolean(3)));
                });
        return held;
    }

    private void remember(List<FeedChange> news) {
        batches.batchUpdate("""
                REPLACE INTO image_version (id, version, deleted_at)
                VALUES (?, ?, IF(?, UTC_TIMESTAMP(), NULL))
                """, news.stream()
                .map(change -> new Object[]{
                        change.id().bytes(), change.version(), change instanceof FeedChange.Remove})
                .toList());
    }

    private void clear(List<ImageId> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("DELETE FROM image_tag WHERE id IN (:ids)").param("ids", bytes(ids)).update();
            jdbc.sql("DELETE FROM image WHERE id IN (:ids)").param("ids", bytes(ids)).update();
        }
    }

    private void show(List<FeedChange.Show> images) {
        batches.batchUpdate("""
                INSERT INTO image (id, username, version, json, splice)
                VALUES (?, ?, ?, ?, ?)
                """, images.stream()
                .map(image -> new Object[]{
                        image.id().bytes(), image.owner().key(), image.version(), image.json().bytes(),
                        image.json().splice()})
                .toList());
        batches.batchUpdate("INSERT INTO image_tag (tag, id) VALUES (?, ?)", images.stream()
                .flatMap(image -> image.tags().stream().map(tag -> new Object[]{tag.bytes(), image.id().bytes()}))
                .toList());
    }

    private static List<byte[]> bytes(Collection<ImageId> ids) {
        return ids.stream().map(ImageId::bytes).toList();
    }
}
