package dev.imageportal.image;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Images that wait for renditions in a better format. They are added in the transaction that adds the record, and leave
/// in the one that adds those renditions to it.
@Repository
class Improvements {

    private final JdbcClient database;

    Improvements(JdbcClient database) {
        this.database = database;
    }

    /// An image whose turn it is.
    ///
    /// @param attempts that have begun, this one included
    record Due(String imageId, int attempts) {}

    void add(String imageId) {
        database.sql("""
                INSERT INTO improvements (image_id, added_at, next_try, attempts)
                VALUES (:imageId, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 0)
                """)
                .param("imageId", imageId)
                .update();
    }

    /// The one that has waited longest, which is the caller's for the length of the lease. To be called in a
    /// transaction of its own.
    ///
    /// @param waited only one that has waited so long
    Optional<Due> take(Duration waited, Duration lease) {
        Optional<Due> due = database.sql("""
                SELECT image_id, attempts FROM improvements
                WHERE next_try <= UTC_TIMESTAMP(3)
                    AND added_at <= TIMESTAMPADD(MICROSECOND, :waited, UTC_TIMESTAMP(3))
                ORDER BY next_try LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
                .param("waited", -micros(waited))
                .query((row, _) -> new Due(row.getString("image_id"), row.getInt("attempts") + 1))
                .optional();
        due.ifPresent(image -> nextTry(image.imageId(), lease, image.attempts()));
        return due;
    }

    /// For what was no fault of the image's: the attempt doesn't count.
    void later(Due due, Duration wait) {
        nextTry(due.imageId(), wait, due.attempts() - 1);
    }

    void finished(String imageId) {
        database.sql("DELETE FROM improvements WHERE image_id = :imageId").param("imageId", imageId).update();
    }

    /// How many wait; from 100,000 on this number.
    long depth() {
        return database.sql("SELECT COUNT(*) FROM (SELECT image_id FROM improvements LIMIT 100000) waiting")
                .query(Long.class)
                .single();
    }

    private void nextTry(String imageId, Duration wait, int attempts) {
        database.sql("""
                UPDATE improvements SET next_try = TIMESTAMPADD(MICROSECOND, :wait, UTC_TIMESTAMP(3)),
                    attempts = :attempts
                WHERE image_id = :imageId
                """)
                .param("wait", micros(wait))
                .param("attempts", attempts)
                .param("imageId", imageId)
                .update();
    }

    private static long micros(Duration duration) {
        return duration.toMillis() * 1000;
    }
}
