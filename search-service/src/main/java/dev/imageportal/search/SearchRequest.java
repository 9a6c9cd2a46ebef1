package dev.imageportal.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.Cursor;
import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.InvalidEventException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One page that somebody asks for.
///
/// @param place where it begins, null for the first page
record SearchRequest(SearchQuery query, Sort sort, int limit, @Nullable Place place) {

    enum Sort {
        RELEVANCE, NEWEST;

        /// @throws ProblemException `400` for another word than the contract's
        static Sort of(@Nullable String parameter) {
            return switch (parameter) {
                case null -> RELEVANCE;
                case "relevance" -> RELEVANCE;
                case "newest" -> NEWEST;
                default -> throw ProblemException.badField("sort", "one-of", "sort must be relevance or newest");
            };
        }
    }

    /// How many pictures match.
    ///
    /// @param exact whether `value` is the number, or only known to be reached
    record Total(int value, boolean exact) {}

    /// Where a page begins: after a picture, at a step of the query. It carries the first page's total, so that no
    /// later page counts again.
    record Place(Closeness step, String id, Total total) {}

    /// What of a cursor names its list: a cursor of another query or order is refused.
    private static final int FINGERPRINT_BYTES = 8;

    /// @throws ProblemException `400` when the cursor is not of this very query and order
    static SearchRequest of(SearchQuery query, Sort sort, int limit, @Nullable String cursor) {
        return new SearchRequest(query, sort, limit, cursor == null ? null : placeOf(query, sort, cursor));
    }

    String cursor(Place place) {
        return Cursor.encode(String.join(" ", fingerprint(query, sort), place.step().name(), place.id(),
                Integer.toString(place.total().value()), Boolean.toString(place.total().exact())));
    }

    private static Place placeOf(SearchQuery query, Sort sort, String cursor) {
        List<String> fields = List.of(Cursor.decode(cursor).split(" ", -1));
        try {
            if (fields.size() == 5 && fields.get(0).equals(fingerprint(query, sort))) {
                ImageId.parse(fields.get(2));
                return new Place(Closeness.valueOf(fields.get(1)), fields.get(2),
                        new Total(Integer.parseInt(fields.get(3)), Boolean.parseBoolean(fields.get(4))));
            }
        } catch (IllegalArgumentException | InvalidEventException e) {
            // refused below
        }
        throw Cursor.invalid();
    }

    private static String fingerprint(SearchQuery query, Sort sort) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((sort.name().toLowerCase(Locale.ROOT) + "\n" + query.canonical()).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
