package dev.imageportal.image;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Images without a record whose objects may still be in the store. They are added in the transaction that removes the
/// record, and leave once the objects are known to be gone.
@Repository
class Deletions {

    private final JdbcClient database;

    Deletions(JdbcClient database) {
        this.database = database;
    }

    /// @param firstTry when the objects become everyone's to remove; until then the caller tries
    void add(String imageId, String username, Duration firstTry) {
        database.sql("""
                INSERT INTO deletions (image_id, username, next_try)
                VALUES (:imageId, :username, TIMESTAMPADD(MICROSECOND, :micros, UTC_TIMESTAMP(3)))
                """)
                .param("imageId", imageId)
                .param("username", username)
                .param("micros", micros(firstTry))
                .update();
    }

    /// Those whose time has come, locked until the end of the transaction; without those that another instance is at.
    List<String> takeDue(int limit) {
        return database.sql("""
                SELECT image_id FROM deletions WHERE next_try <= UTC_TIMESTAMP(3)
                ORDER BY next_try LIMIT :limit FOR UPDATE SKIP LOCKED
                """)
                .param("limit", limit)
                .query((row, _) -> row.getString("image_id"))
                .list();
    }

    void finished(Collection<String> imageIds) {
        if (!imageIds.isEmpty()) {
            database.sql("DELETE FROM deletions WHERE image_id IN (:imageIds)").param("imageIds", imageIds).update();
        }
    }

    void later(Collection<String> imageIds, Duration wait) {
        if (!imageIds.isEmpty()) {
            database.sql("""
                    UPDATE deletions SET next_try = TIMESTAMPADD(MICROSECOND, :micros, UTC_TIMESTAMP(3))
                    WHERE image_id IN (:imageIds)
                    """)
                    .param("micros", micros(wait))
                    .param("imageIds", imageIds)
                    .update();
        }
    }

    List<String> pending(int limit) {
        return database.sql("SELECT image_id FROM deletions LIMIT :limit")
                .param("limit", limit)
                .query((row, _) -> row.getString("image_id"))
                .list();
    }

    boolean isPending(String imageId) {
        return database.sql("SELECT 1 FROM deletions WHERE image_id = :imageId")
                .param("imageId", imageId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private static long micros(Duration duration) {
        return duration.toMillis() * 1000;
    }
}
