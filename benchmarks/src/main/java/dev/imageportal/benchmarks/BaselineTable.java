package dev.imageportal.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.stream.Stream;

/// Fills the baseline's one table with pictures of a corpus.
final class BaselineTable {

    private static final int BATCH = 1_000;

    private BaselineTable() {}

    static void load(Baseline baseline, Stream<Corpus.Picture> corpus) throws SQLException {
        try (Connection connection = baseline.database();
                Statement statement = connection.createStatement();
                PreparedStatement image = connection.prepareStatement("""
                        INSERT INTO images (username, caption, hashtags, url, width, height, renditions, created_at)
                        VALUES (?, ?, ?, ?, 4608, 3072, '2048x1365 1280x853 640x427 320x213', ?)""")) {
            statement.execute("TRUNCATE TABLE images");
            connection.setAutoCommit(false);
            Iterator<Corpus.Picture> pictures = corpus.iterator();
            while (pictures.hasNext()) {
                for (int i = 0; i < BATCH && pictures.hasNext(); i++) {
                    Corpus.Picture picture = pictures.next();
                    image.setString(1, picture.username());
                    image.setString(2, picture.caption());
                    image.setString(3, String.join(" ", picture.tags()));
                    image.setString(4, picture.id().replace("-", "") + ".jpg");
                    image.setObject(5, picture.createdAt().atOffset(ZoneOffset.UTC).toLocalDateTime());
                    image.addBatch();
                }
                image.executeBatch();
                connection.commit();
            }
            connection.setAutoCommit(true);
            statement.execute("ANALYZE TABLE images");
        }
    }
}
