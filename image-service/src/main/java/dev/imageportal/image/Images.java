package dev.imageportal.image;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.image.picture.Redactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The images' records.
@Repository
class Images {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient database;

    Images(JdbcClient database) {
        this.database = database;
    }

    void add(StoredImage image) {
        PublishedImage published = image.published();
        database.sql("""
                INSERT INTO images (id, username, version, caption, alt_text, hashtags, width, height, bytes,
                    content_type, thumb_hash, created_at, renditions, camera, file_name, sha256, redactions)
                VALUES (:id, :username, :version, :caption, :altText, :hashtags, :width, :height, :bytes,
                    :contentType, :thumbHash, :createdAt, :renditions, :camera, :fileName, :sha256, :redactions)
                """)
                .param("id", published.id())
                .param("username", published.username())
                .param("version", published.version())
                .param("caption", published.caption())
                .param("altText", published.altText())
                .param("hashtags", JSON.writeValueAsString(published.hashtags()))
                .param("width", published.width())
                .param("height", published.height())
                .param("bytes", published.bytes())
                .param("contentType", published.contentType())
                .param("thumbHash", published.thumbHash())
                .param("createdAt", LocalDateTime.ofInstant(published.createdAt(), ZoneOffset.UTC))
                .param("renditions", JSON.writeValueAsString(published.renditions()))
                .param("camera", published.camera() == null ? null : JSON.writeValueAsString(published.camera()))
                .param("fileName", image.fileName().value())
                .param("sha256", image.sha256())
                .param("redactions", image.redactions().toBytes())
                .update();
    }

    Optional<StoredImage> find(String id) {
        return database.sql("SELECT * FROM images WHERE id = :id")
                .param("id", id)
                .query((row, _) -> stored(row))
                .optional();
    }

    /// The image, locked until the end of the transaction.
    Optional<StoredImage> lock(String id) {
        return database.sql("SELECT * FROM images WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, _) -> stored(row))
                .optional();
    }

    /// Some of a user's images, locked until the end of the transaction.
    ///
    /// @param before when they were uploaded
    List<Removals.Doomed> lockOf(String username, Instant before, int limit) {
        return database.sql("""
                SELECT id, version FROM images WHERE username = :username AND id < :before
                ORDER BY id LIMIT :limit FOR UPDATE
                """)
                .param("username", username)
                .param("before", ImageIds.firstOf(before))
                .param("limit", limit)
                .query((row, _) -> new Removals.Doomed(row.getString("id"), username, row.getLong("version")))
                .list();
    }

    /// Stores what owners can change of an image; the caller has locked it.
    void update(PublishedImage image) {
        database.sql("""
                UPDATE images SET version = :version, caption = :caption, alt_text = :altText, hashtags = :hashtags,
                    edited_version = :version
                WHERE id = :id
                """)
                .param("id", image.id())
                .param("version", image.version())
                .param("caption", image.caption())
                .param("altText", image.altText())
                .param("hashtags", JSON.writeValueAsString(image.hashtags()))
                .update();
    }

    /// Stores the version and its renditions; the caller has locked the image.
    void addRenditions(PublishedImage image) {
        database.sql("UPDATE images SET version = :version, renditions = :renditions WHERE id = :id")
                .param("id", image.id())
                .param("version", image.version())
                .param("renditions", JSON.writeValueAsString(image.renditions()))
                .update();
    }

    void remove(Collection<String> ids) {
        database.sql("DELETE FROM images WHERE id IN (:ids)").param("ids", ids).update();
    }

    /// Ascending by id.
    ///
    /// @param id where the list begins, itself not in it; empty for the very first
    List<PublishedImage> after(String id, int limit) {
        return database.sql("""
                SELECT id, username, version, caption, alt_text, hashtags, width, height, bytes, content_type,
                    thumb_hash, created_at, renditions, camera
                FROM images WHERE id > :id ORDER BY id LIMIT :limit
                """)
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> published(row))
                .list();
    }

    long countOf(String username) {
        return database.sql("SELECT COUNT(*) FROM images WHERE username = :username")
                .param("username", username)
                .query(Long.class)
                .single();
    }

    /// Those of the ids that have a record.
    Set<String> known(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(database.sql("SELECT id FROM images WHERE id IN (:ids)")
                .param("ids", ids)
                .query(String.class)
                .list());
    }

    private static StoredImage stored(ResultSet row) throws SQLException {
        return new StoredImage(published(row), row.getLong("edited_version"), new FileName(row.getString("file_name")),
                row.getString("sha256"),
                Redactions.fromBytes(row.getBytes("redactions")));
    }

    private static PublishedImage published(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new PublishedImage(
                id,
                row.getString("username"),
                row.getString("caption"),
                row.getString("alt_text"),
                List.of(JSON.readValue(row.getString("hashtags"), String[].class)),
                row.getInt("width"),
                row.getInt("height"),
                row.getLong("bytes"),
                row.getString("content_type"),
                row.getString("thumb_hash"),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getLong("version"),
                List.of(JSON.readValue(row.getString("renditions"), PublishedImage.Rendition[].class)),
                Paths.original(id),
                camera(row.getString("camera")));
    }

    private static PublishedImage.@Nullable Camera camera(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, PublishedImage.Camera.class);
    }
}
