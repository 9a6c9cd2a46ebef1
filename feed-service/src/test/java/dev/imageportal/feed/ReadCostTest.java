package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.newTag;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.ImageEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// What a page costs the database, in rows that it touches: the same whatever else is stored.
class ReadCostTest extends FeedServiceTest {

    private static final int LIMIT = 10;

    @Autowired
    FeedWriter writer;
    @Autowired
    DataSource database;

    @Test
    void aPageTouchesOneRowMoreThanItShows() throws SQLException {
        String username = newUsername();
        String tag = newTag();
        store(Stream.generate(() -> picture(username, tag)).limit(50).map(Pictures::uploaded));
        store(Stream.generate(() -> picture(newUsername(), newTag())).limit(1_000).map(Pictures::uploaded));

        try (Connection connection = database.getConnection()) {
            JdbcClient session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            FeedReader reader = new FeedReader(session);

            assertThat(List.of(new FeedList.Everyone(), new FeedList.OfUser(username),
                    new FeedList.WithTag(Hashtag.of(tag)))).allSatisfy(list -> {
                        String second = Objects.requireNonNull(reader.read(list, null, LIMIT).nextCursor());
                        // The hashtag list looks each image up by the key that it found in its index.
                        int perRow = list instanceof FeedList.WithTag ? 2 : 1;
                        assertThat(rowsTouched(session, reader, list, null)).isEqualTo(perRow * (LIMIT + 1L));
                        assertThat(rowsTouched(session, reader, list, second)).isEqualTo(perRow * (LIMIT + 1L));
                    });
        }
    }

    private void store(Stream<? extends ImageEvent> events) {
        writer.apply(events.<ImageEvent>map(event -> event).toList());
    }

    private static long rowsTouched(JdbcClient session, FeedReader reader, FeedList list, @Nullable String cursor) {
        long before = reads(session);
        reader.read(list, cursor, LIMIT);
        return reads(session) - before;
    }

    private static long reads(JdbcClient session) {
        return session.sql("SHOW SESSION STATUS LIKE 'Handler_read_%'")
                .query((row, number) -> row.getString(1).startsWith("Handler_read_rnd") ? 0 : row.getLong(2))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
