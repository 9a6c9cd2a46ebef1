package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.TimedDataSource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The most used hashtags as they were last counted.
@Repository
class TrendingTables {

    /// As many as a request may ask for.
    static final int MOST = 100;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final JdbcClient patient;

    @Schema(name = "TagCount")
    record Trend(String tag, long count) {}

    TrendingTables(JdbcTemplate batches, JdbcClient jdbc, DataSource database, FeedSettings settings) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.patient = JdbcClient.create(new TimedDataSource(database, settings.trending().timeout()));
    }

    /// Most used first.
    List<Trend> top(int limit) {
        return jdbc.sql("SELECT tag, uses FROM trending_tag ORDER BY place LIMIT ?")
                .param(limit)
                .query((row, number) -> new Trend(new String(row.getBytes(1), UTF_8), row.getLong(2)))
                .list();
    }

    /// Takes it upon the caller to count, unless an instance began to less than this long ago.
    boolean claim(Duration rest) {
        return jdbc.sql("""
                UPDATE trending_count
                SET begun_at = UTC_TIMESTAMP(3)
                WHERE id = 1 AND begun_at <= UTC_TIMESTAMP(3) - INTERVAL ? MICROSECOND
                """).param(rest.toNanos() / 1_000).update() == 1;
    }

    /// The hashtags of the pictures from this id on. Reads their part of an index that holds nothing but ids and tags.
    ///
    /// Those that are too long for the index are left out: of them only digests are there.
    List<Trend> count(ImageId from) {
        return patient.sql("""
                SELECT tag, COUNT(*) AS uses
                FROM image_tag FORCE INDEX (image_tag_by_image)
                WHERE id >= ? AND tag NOT LIKE '#%'
                GROUP BY tag
                ORDER BY uses DESC, tag
                LIMIT ?
                """)
                .params(from.bytes(), MOST)
                .query((row, number) -> new Trend(new String(row.getBytes(1), UTF_8), row.getLong(2)))
                .list();
    }

    /// Runs in the caller's transaction.
    void replace(List<Trend> trends) {
        jdbc.sql("DELETE FROM trending_tag").update();
        batches.batchUpdate("INSERT INTO trending_tag (place, tag, uses) VALUES (?, ?, ?)",
                IntStream.range(0, trends.size())
                        .mapToObj(i -> new Object[]{i + 1, trends.get(i).tag().getBytes(UTF_8), trends.get(i).count()})
                        .toList());
    }
}
