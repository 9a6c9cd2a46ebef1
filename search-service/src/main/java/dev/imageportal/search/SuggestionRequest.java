package dev.imageportal.search;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.HashtagForm;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// What somebody has typed so far.
///
/// @param tagStart  how the wanted hashtags begin, null when none are wanted
/// @param userStart how the wanted user names begin, null when none are wanted
/// @param limit     of each
record SuggestionRequest(@Nullable String tagStart, @Nullable String userStart, int limit) {

    private static final int MOST = 10;

    /// A leading `#` asks for hashtags alone, a leading `@` for users alone.
    ///
    /// @throws ProblemException `400` when nothing is left to look for, or a parameter is out of its range
    static SuggestionRequest of(@Nullable String q, @Nullable String limit) {
        if (q == null || q.isBlank()) {
            throw ProblemException.badField("q", "required", "q must be the beginning of a hashtag or a user name");
        }
        if (q.codePointCount(0, q.length()) > QueryParser.MAX_LENGTH) {
            throw ProblemException.badField("q", "max-length",
                    "q must have at most " + QueryParser.MAX_LENGTH + " characters");
        }
        String text = Normalizer.normalize(q, Normalizer.Form.NFKC).strip();
        boolean tags = !text.startsWith("@");
        boolean users = !text.startsWith("#");
        String start = HashtagForm.of(users && !tags ? text.substring(1) : text);
        if (start.isBlank()) {
            throw ProblemException.badField("q", "searchable", "q must have at least one character after its # or @");
        }
        return new SuggestionRequest(tags ? start : null, users ? start : null, limit(limit));
    }

    private static int limit(@Nullable String parameter) {
        if (parameter == null) {
            return MOST;
        }
        if (parameter.matches("[1-9]|10")) {
            return Integer.parseInt(parameter);
        }
        throw ProblemException.badField("limit", "range", "limit must be a whole number from 1 to " + MOST);
    }
}
