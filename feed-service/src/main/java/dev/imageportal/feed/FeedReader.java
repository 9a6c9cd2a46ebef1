package dev.imageportal.feed;

import dev.imageportal.defaults.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads stretches of lists. Each walks an index backwards from where the last one ended and stops after one row more
/// than it shows, so it costs the same wherever in whatever long list it begins.
@Repository
class FeedReader {

    private static final String EVERYONE = """
            SELECT id, version, username, json, splice
            FROM image
            WHERE id < ?
            ORDER BY id DESC
            LIMIT ?
            """;

    // The hints keep an optimizer from reading the primary key backwards in search of rare matches.
    private static final String OF_USER = """
            SELECT id, version, username, json, splice
            FROM image FORCE INDEX (image_by_user)
            WHERE username = ? AND id < ?
            ORDER BY id DESC
            LIMIT ?
            """;

    private static final String WITH_TAG = """
            SELECT image.id, image.version, image.username, image.json, image.splice
            FROM image_tag FORCE INDEX (PRIMARY) STRAIGHT_JOIN image ON image.id = image_tag.id
            WHERE image_tag.tag = ? AND image_tag.id < ?
            ORDER BY image_tag.id DESC
            LIMIT ?
            """;

    private final JdbcClient jdbc;

    FeedReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param cursor where the page before this one ended, null for the first
    FeedPage read(FeedList list, @Nullable String cursor, int limit) {
        byte[] before = (cursor == null ? ImageId.HIGHEST : position(list, cursor)).bytes();
        List<FeedPage.Entry> found = switch (list) {
            case FeedList.Everyone() -> query(EVERYONE, before, limit + 1);
            case FeedList.OfUser user -> query(OF_USER, user.key(), before, limit + 1);
            case FeedList.WithTag(Hashtag tag) -> query(WITH_TAG, tag.bytes(), before, limit + 1);
        };
        if (found.size() <= limit) {
            return new FeedPage(found, null);
        }
        List<FeedPage.Entry> shown = found.subList(0, limit);
        return new FeedPage(shown, Cursor.encode(list.name() + " " + shown.getLast().id()));
    }

    private List<FeedPage.Entry> query(String sql, Object... parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, number) -> new FeedPage.Entry(ImageId.of(row.getBytes(1)), row.getLong(2),
                        new ShownImage(row.getBytes(3), new ImageJson(row.getBytes(4), row.getInt(5)))))
                .list();
    }

    /// A cursor is `<list> <id>`: one of another list is no cursor here.
    private static ImageId position(FeedList list, String cursor) {
        String payload = Cursor.decode(cursor);
        int space = payload.lastIndexOf(' ');
        if (space < 0 || !payload.substring(0, space).equals(list.name())) {
            throw Cursor.invalid();
        }
        return ImageId.parse(payload.substring(space + 1)).orElseThrow(Cursor::invalid);
    }
}
