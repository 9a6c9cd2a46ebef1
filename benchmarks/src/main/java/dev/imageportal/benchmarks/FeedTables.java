package dev.imageportal.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.local.Service;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;

/// Fills feed-service's tables at once, as its own writer would leave them after as many uploads.
///
/// The first pictures are those of a [Corpus], whole. Millions are made of these by the database: `INSERT … SELECT`
/// of everything that is there, under ids of the time before it, until it is enough. The copies are as long as the
/// pictures that they are copies of, and older, so that the newest pages show whole pictures.
final class FeedTables {

    private static final int BATCH = 1_000;
    private static final int COPIED_AT_ONCE = 100_000;
    /// 46 days, more than a corpus of 100,000 pictures covers.
    private static final long SHIFT_MILLISECONDS = 4_000_000_000L;

    private final BenchedPortal portal;

    FeedTables(BenchedPortal portal) {
        this.portal = portal;
    }

    /// Empties the tables.
    void clear() throws SQLException {
        try (Connection connection = portal.database(Service.FEED);
                Statement statement = connection.createStatement()) {
            for (String table : new String[]{"image", "image_tag", "image_version"}) {
                statement.execute("TRUNCATE TABLE " + table);
            }
        }
    }

    /// Replaces all by the corpus.
    void load(Corpus corpus) throws SQLException {
        clear();
        try (Connection connection = portal.database(Service.FEED);
                PreparedStatement image = connection.prepareStatement("""
                        INSERT INTO image (id, username, version, json, splice) VALUES (?, ?, 1, ?, ?)""");
                PreparedStatement tag = connection.prepareStatement("INSERT INTO image_tag (tag, id) VALUES (?, ?)");
                PreparedStatement version = connection.prepareStatement("""
                        INSERT INTO image_version (id, version, deleted_at) VALUES (?, 1, NULL)""")) {
            connection.setAutoCommit(false);
            Iterator<Corpus.Picture> pictures = corpus.pictures().iterator();
            while (pictures.hasNext()) {
                for (int i = 0; i < BATCH && pictures.hasNext(); i++) {
                    add(pictures.next(), image, tag, version);
                }
                image.executeBatch();
                tag.executeBatch();
                version.executeBatch();
                connection.commit();
            }
            analyze(connection);
        }
    }

    private static void add(Corpus.Picture picture, PreparedStatement image, PreparedStatement tag,
            PreparedStatement version) throws SQLException {
        byte[] id = bytes(UUID.fromString(picture.id()));
        byte[] json = ImageEventJson.writeImage(picture.published());
        image.setBytes(1, id);
        image.setBytes(2, picture.username().getBytes(UTF_8));
        image.setBytes(3, json);
        image.setInt(4, new String(json, UTF_8).indexOf(",\"caption\""));
        image.addBatch();
        for (String word : picture.tags()) {
            tag.setBytes(1, word.getBytes(UTF_8));
            tag.setBytes(2, id);
            tag.addBatch();
        }
        version.setBytes(1, id);
        version.addBatch();
    }

    /// Copies what is there until there are so many rows, or until the time is over.
    ///
    /// @return how many there are
    long grow(long rows, Duration atMost) throws SQLException {
        long end = System.nanoTime() + atMost.toNanos();
        try (Connection connection = portal.database(Service.FEED)) {
            long present = count(connection);
            byte[] oldest = oldest(connection);
            for (long generation = 1; present < rows && System.nanoTime() < end; generation++) {
                present += copy(connection, oldest, generation, rows - present);
            }
            analyze(connection);
            return present;
        }
    }

    /// One more copy of all that the corpus put there, `generation` times the shift before it.
    private static long copy(Connection connection, byte[] oldest, long generation, long wanted) throws SQLException {
        String shifted = """
                UNHEX(CONCAT(LPAD(HEX(CAST(CONV(HEX(LEFT(id, 6)), 16, 10) AS UNSIGNED) - %d), 12, '0'), \
                HEX(SUBSTRING(id, 7))))""".formatted(generation * SHIFT_MILLISECONDS);
        long copied = 0;
        ByteBuffer before = ByteBuffer.wrap(oldest.clone());
        before.putLong(Long.BYTES, before.getLong(Long.BYTES) - 1);
        byte[] after = before.array();
        while (copied < wanted) {
            int some = (int) Math.min(COPIED_AT_ONCE, wanted - copied);
            byte[] last = last(connection, after, some);
            if (last == null) {
                return copied;
            }
            String stretch = " WHERE id > ? AND id <= ? ORDER BY id";
            copied += insert(connection, "INSERT INTO image (id, username, version, json, splice) SELECT " + shifted
                    + ", username, version, json, splice FROM image" + stretch, after, last);
            insert(connection, "INSERT INTO image_tag (tag, id) SELECT tag, " + shifted + " FROM image_tag" + stretch,
                    after, last);
            insert(connection, "INSERT INTO image_version (id, version, deleted_at) SELECT " + shifted
                    + ", version, deleted_at FROM image_version" + stretch, after, last);
            after = last;
        }
        return copied;
    }

    private static int insert(Connection connection, String sql, byte[] after, byte[] last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, after);
            statement.setBytes(2, last);
            return statement.executeUpdate();
        }
    }

    @SuppressWarnings("NullAway") // null says that there is no more
    private static byte @org.jspecify.annotations.Nullable [] last(Connection connection, byte[] after, int rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT MAX(id) FROM (SELECT id FROM image_version WHERE id > ? ORDER BY id LIMIT ?) AS stretch")) {
            statement.setBytes(1, after);
            statement.setInt(2, rows);
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getBytes(1) : null;
            }
        }
    }

    private static byte[] oldest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT MIN(id) FROM image_version")) {
            result.next();
            return result.getBytes(1);
        }
    }

    static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM image_version")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void analyze(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE TABLE image, image_tag, image_version");
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
