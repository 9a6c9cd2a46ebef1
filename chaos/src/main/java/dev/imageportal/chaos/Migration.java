package dev.imageportal.chaos;

import dev.imageportal.local.Service;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The next version's migration runs on tables with many rows while this version's instances serve people: columns
/// and indexes come, which this version knows nothing of, and go again.
record Migration() implements Fault {

    private static final int PEOPLE = 8;
    private static final int UPLOADERS = 4;
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String NOBODY = "chaos.migration";

    private static final Map<Service, List<String>> COMING = Map.of(Service.IMAGE, List.of(
            "ALTER TABLE images ADD COLUMN chaos_colour VARCHAR(20) NULL",
            "CREATE INDEX images_by_chaos ON images (content_type, created_at)",
            "ALTER TABLE outbox ADD COLUMN chaos_tries INT NOT NULL DEFAULT 0",
            "ALTER TABLE idempotency_keys ADD COLUMN chaos_note VARCHAR(20) NULL"), Service.FEED,
            List.of(
                    "ALTER TABLE image ADD COLUMN chaos_colour VARCHAR(20) NULL",
                    "CREATE INDEX image_by_chaos ON image (version, id)"));

    private static final Map<Service, List<String>> GOING = Map.of(Service.IMAGE, List.of(
            "DROP INDEX images_by_chaos ON images", "ALTER TABLE images DROP COLUMN chaos_colour",
            "ALTER TABLE outbox DROP COLUMN chaos_tries", "ALTER TABLE idempotency_keys DROP COLUMN chaos_note"),
            Service.FEED, List.of("DROP INDEX image_by_chaos ON image", "ALTER TABLE image DROP COLUMN chaos_colour"));

    @Override
    public String name() {
        return "migration";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        List<Person> people = scene.people(PEOPLE);
        try {
            fill(scene);
            try (Load load = Load.begin(trial, people, UPLOADERS, PAUSE)) {
                long start = System.nanoTime();
                Pause.of(Duration.ofSeconds(1));
                migrate(scene, COMING);
                Duration came = Pause.since(start).minusSeconds(1);
                Pause.of(Duration.ofSeconds(2));
                migrate(scene, GOING);
                trial.note(scene.options().rows() + " rows, migrated in " + came.toMillis() + " ms");
            } finally {
                empty(scene);
            }
        } catch (SQLException e) {
            throw new ChaosException("the migration failed", e);
        }
        trial.allowNoFailure();
        return trial.end();
    }

    private static void migrate(Scene scene, Map<Service, List<String>> statements) throws SQLException {
        for (Map.Entry<Service, List<String>> entry : statements.entrySet()) {
            try (Connection connection = scene.holdings().connection(entry.getKey());
                    Statement statement = connection.createStatement()) {
                for (String sql : entry.getValue()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static void fill(Scene scene) throws SQLException {
        try (Connection connection = scene.holdings().connection(Service.IMAGE);
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO images (id, username, version, caption, alt_text, hashtags, width, height, bytes,
                          content_type, thumb_hash, created_at, renditions, file_name, sha256, redactions)
                        VALUES (?, ?, 1, 'A row to be migrated', '', '[]', 640, 480, 12345, 'image/jpeg', '',
                          '2024-01-01', '[]', 'a.jpg', REPEAT('0', 64), '')
                        """)) {
            connection.setAutoCommit(false);
            for (int row = 1; row <= scene.options().rows(); row++) {
                insert.setString(1, "018cc251-f400-7000-8000-%012x".formatted(row));
                insert.setString(2, NOBODY);
                insert.addBatch();
                if (row % BATCH == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static void empty(Scene scene) throws SQLException {
        try (Connection connection = scene.holdings().connection(Service.IMAGE);
                Statement statement = connection.createStatement()) {
            int removed;
            do {
                removed = statement.executeUpdate(
                        "DELETE FROM images WHERE username = '" + NOBODY + "' LIMIT " + 10 * BATCH);
            } while (removed > 0);
        }
    }
}
