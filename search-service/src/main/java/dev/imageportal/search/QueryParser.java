package dev.imageportal.search;

import dev.imageportal.events.HashtagForm;
import dev.imageportal.search.SearchQuery.Hashtag;
import dev.imageportal.search.SearchQuery.Keyword;
import dev.imageportal.search.SearchQuery.Part;
import dev.imageportal.search.SearchQuery.Phrase;
import dev.imageportal.search.SearchQuery.User;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Reads a query as people type it.
///
/// White space separates parts. `#` begins a hashtag, `@` or `from:` a user name, quotes a phrase, and `-` before any
/// part excludes it; everything else is a keyword. Nothing is a syntax error: signs that mean nothing where they stand
/// are left out, and a phrase without its closing quote goes on to the end. Full-width signs and typographic quotes
/// count as the plain ones.
///
/// The last keyword is open ([Keyword#open]) unless it is excluded; a phrase never is.
final class QueryParser {

    /// Code points of a query.
    static final int MAX_LENGTH = 500;

    static final int MAX_PARTS = 20;

    private static final String FROM = "from:";

    private final String text;
    private final SequencedSet<Part> required = new LinkedHashSet<>();
    private final SequencedSet<Part> excluded = new LinkedHashSet<>();
    private int position;

    private QueryParser(String text) {
        this.text = text;
    }

    /// @throws InvalidQueryException when the query is longer than [#MAX_LENGTH], has more than [#MAX_PARTS] parts or
    ///                               holds nothing that could be searched for
    static SearchQuery parse(@Nullable String query) throws InvalidQueryException {
        if (query == null || query.isBlank()) {
            throw new InvalidQueryException("required", "Say what to search for.");
        }
        if (query.codePointCount(0, query.length()) > MAX_LENGTH) {
            throw new InvalidQueryException("max-length", "Shorten the query to " + MAX_LENGTH + " characters.");
        }
        return new QueryParser(normalize(query)).parse();
    }

    private SearchQuery parse() throws InvalidQueryException {
        skip(QueryParser::isSpace);
        while (position < text.length()) {
            parseChunk();
            skip(QueryParser::isSpace);
            if (required.size() + excluded.size() > MAX_PARTS) {
                throw new InvalidQueryException("max-parts", "Search for at most " + MAX_PARTS + " parts at once.");
            }
        }
        if (required.isEmpty() && excluded.isEmpty()) {
            throw new InvalidQueryException("searchable",
                    "Search for a word, a #hashtag or a @username: signs alone cannot be found.");
        }
        return new SearchQuery(openLastKeyword(), List.copyOf(excluded));
    }

    /// What stands between white space: mostly one part, several where signs divide it (`#alps#snow`).
    private void parseChunk() {
        SequencedSet<Part> parts = required;
        if (current() == '-') {
            parts = excluded;
            skip(codePoint -> codePoint == '-');
        }
        boolean afterName = false;
        while (position < text.length() && !isSpace(current())) {
            Part part = parsePart(afterName);
            if (part != null) {
                parts.add(part);
                afterName = part instanceof Hashtag || part instanceof User;
            }
        }
    }

    /// @param afterName whether a hashtag or a user name has come before in the chunk
    private @Nullable Part parsePart(boolean afterName) {
        if (isQuote(current())) {
            return parsePhrase();
        }
        if (current() == '#') {
            position++;
            String tag = position < text.length() && isMark(current()) ? "" : take(QueryParser::isTagCharacter);
            return tag.isEmpty() ? null : new Hashtag(HashtagForm.of(tag));
        }
        if (current() == '@') {
            position++;
            return parseUser();
        }
        if (text.regionMatches(true, position, FROM, 0, FROM.length()) && position + FROM.length() < text.length()
                && isNameCharacter(text.codePointAt(position + FROM.length()))) {
            position += FROM.length();
            return parseUser();
        }
        String keyword = takeKeyword(afterName);
        return isSearchable(keyword) ? new Keyword(keyword, false) : null;
    }

    private @Nullable User parseUser() {
        String name = take(QueryParser::isNameCharacter);
        return name.isEmpty() ? null : new User(name.toLowerCase(Locale.ROOT));
    }

    private @Nullable Phrase parsePhrase() {
        position++;
        String phrase = take(codePoint -> !isQuote(codePoint)).strip();
        position = Math.min(position + 1, text.length());
        return isSearchable(phrase) ? new Phrase(phrase) : null;
    }

    /// Up to white space or a quote. A sign that begins a hashtag or a user name is part of a word here (`a#b`, an
    /// e-mail address), unless the chunk is a list of such names (`#alps,#snow`).
    private String takeKeyword(boolean afterName) {
        return take(codePoint -> !isSpace(codePoint) && !isQuote(codePoint)
                && !(afterName && (codePoint == '#' || codePoint == '@')));
    }

    private List<Part> openLastKeyword() {
        List<Part> parts = new ArrayList<>(required);
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) instanceof Keyword keyword) {
                parts.set(i, new Keyword(keyword.text(), true));
                break;
            }
        }
        return parts;
    }

    private int current() {
        return text.codePointAt(position);
    }

    private String take(IntPredicate accepted) {
        int start = position;
        skip(accepted);
        return text.substring(start, position);
    }

    private void skip(IntPredicate accepted) {
        while (position < text.length() && accepted.test(current())) {
            position += Character.charCount(current());
        }
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }

    private static boolean isQuote(int codePoint) {
        return codePoint == '"' || codePoint == '\u201c' || codePoint == '\u201d' || codePoint == '\u201e';
    }

    private static boolean isTagCharacter(int codePoint) {
        return codePoint == '_' || Character.isLetterOrDigit(codePoint) || isMark(codePoint);
    }

    private static boolean isNameCharacter(int codePoint) {
        return codePoint == '_' || codePoint == '.' || Character.isLetterOrDigit(codePoint);
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /// Whether analysis leaves at least one word of a text: letters, digits and pictographs are words, signs are not.
    private static boolean isSearchable(String text) {
        return text.codePoints()
                .anyMatch(codePoint -> Character.isLetterOrDigit(codePoint) || Character.isEmojiPresentation(codePoint)
                        || Character.isExtendedPictographic(codePoint));
    }
}
