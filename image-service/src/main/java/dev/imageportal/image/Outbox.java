package dev.imageportal.image;

import dev.imageportal.defaults.EventTraces;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Events on their way to Kafka. They are added in the transaction that makes them true.
@Repository
class Outbox {

    /// An event that was not yet acknowledged.
    ///
    /// @param json        the event, UTF-8
    /// @param traceparent of the request that made it, when it was one
    record Entry(long id, String imageId, byte[] json, @Nullable String traceparent) {}

    private final JdbcClient database;
    private final EventTraces traces;

    Outbox(JdbcClient database, EventTraces traces) {
        this.database = database;
        this.traces = traces;
    }

    /// The caller has inserted the image's row or holds its lock, so that the events of one image get ids in order.
    void add(ImageEvent event) {
        database.sql("""
                INSERT INTO outbox (image_id, event, created_at, traceparent)
                VALUES (:imageId, :event, :createdAt, :traceparent)
                """)
                .param("imageId", event.imageId())
                .param("event", ImageEventJson.write(event))
                .param("createdAt", LocalDateTime.ofInstant(event.occurredAt(), ZoneOffset.UTC))
                .param("traceparent", traces.current())
                .update();
    }

    List<Entry> oldest(int limit) {
        return database.sql("SELECT id, image_id, event, traceparent FROM outbox ORDER BY id LIMIT :limit")
                .param("limit", limit)
                .query((row, _) -> new Entry(row.getLong("id"), row.getString("image_id"), row.getBytes("event"),
                        row.getString("traceparent")))
                .list();
    }

    void remove(List<Long> ids) {
        database.sql("DELETE FROM outbox WHERE id IN (:ids)").param("ids", ids).update();
    }

    /// The id of the newest, 0 when there is none.
    long lastId() {
        return database.sql("SELECT COALESCE(MAX(id), 0) FROM outbox").query(Long.class).single();
    }

    /// How many wait; from 100,000 on this number.
    long depth() {
        return database.sql("SELECT COUNT(*) FROM (SELECT id FROM outbox LIMIT 100000) waiting")
                .query(Long.class)
                .single();
    }

    /// When the one that has waited longest was added.
    Optional<Instant> oldestTime() {
        return database.sql("SELECT created_at FROM outbox ORDER BY id LIMIT 1")
                .query((row, _) -> row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .optional();
    }
}
