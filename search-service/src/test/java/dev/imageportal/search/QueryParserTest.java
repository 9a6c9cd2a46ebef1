package dev.imageportal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.search.SearchQuery.Hashtag;
import dev.imageportal.search.SearchQuery.Keyword;
import dev.imageportal.search.SearchQuery.Part;
import dev.imageportal.search.SearchQuery.Phrase;
import dev.imageportal.search.SearchQuery.User;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

    /// Parts in a short form: `word`, `word…` (open), `[a phrase]`, `#tag`, `@user`, each with `-` where excluded.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', commentCharacter = '\1', textBlock = """
            cat                          | cat…
            cat dog                      | cat, dog…
            cat cat                      | cat…
            cat "cat"                    | cat…, [cat]
            CAT                          | CAT…
            #alps                        | #alps
            #Alps                        | #alps
            #GRÖßE                       | #größe
            #東京                         | #東京
            #привет                      | #привет
            #a_1                         | #a_1
            #7                           | #7
            #हिन्दी                          | #हिन्दी
            #alps#snow                   | #alps, #snow
            #alps,#snow                  | #alps, #snow
            #alps,@ada!                  | #alps, @ada
            #alps,cat#snow               | #alps, ,cat…, #snow
            #alps!                       | #alps
            #alps-snow                   | #alps, -snow…
            ＃東京                         | #東京
            #ｃａｔ                         | #cat
            @ada                         | @ada
            @Ada                         | @ada
            @a.da_1                      | @a.da_1
            ＠ada                         | @ada
            from:ada                     | @ada
            FROM:Ada                     | @ada
            @ada!                        | @ada
            from:                        | from:…
            from: ada                    | from:, ada…
            from                         | from…
            ada@example.org              | ada@example.org…
            a#b                          | a#b…
            "red car"                    | [red car]
            "red  car"                   | [red  car]
            “red car”                    | [red car]
            „red car“                    | [red car]
            ＂red car＂                    | [red car]
            "red car                     | [red car]
            "red" car                    | [red], car…
            car "red"                    | car…, [red]
            a"b c"d                      | a, [b c], d…
            "#alps"                      | [#alps]
            "-red"                       | [-red]
            5"                           | 5…
            "" cat                       | cat…
            -dog                         | -dog
            --dog                        | -dog
            －dog                         | -dog
            cat -dog                     | cat…, -dog
            cat - dog                    | cat, dog…
            cat -                        | cat…
            cat-dog                      | cat-dog…
            -#alps                       | -#alps
            -@ada                        | -@ada
            -from:ada                    | -@ada
            -"red car"                   | -[red car]
            -cat -#dog                   | -cat, -#dog
            cat #alps                    | cat…, #alps
            # cat                        | cat…
            @ cat                        | cat…
            ! cat ?                      | cat…
            🌸                            | 🌸…
            🌸🌸 #🌸 cat                   | 🌸🌸, 🌸, cat…
            l'été                        | l'été…
            東京タワー                      | 東京タワー…
            """)
    void reads(String query, String parts) {
        assertThat(shortForm(query)).isEqualTo(parts);
    }

    @Test
    void separatesAtAnyWhiteSpaceAndControlCharacter() {
        assertThat(shortForm("a\tb\nc\u3000d\u00a0e\u0000f\u0007g\u2028h")).isEqualTo("a, b, c, d, e, f, g, h…");
    }

    @Test
    void composesWhatIsWrittenInPieces() {
        assertThat(shortForm("cafe\u0301 #cafe\u0301")).isEqualTo("caf\u00e9…, #caf\u00e9");
        assertThat(shortForm("#\u0130")).isEqualTo("#i\u0307");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u3000", "\u00a0"})
    void wantsAQuery(String query) {
        assertRule(query, query.isBlank() ? "required" : "searchable");
    }

    @Test
    void wantsAnyQuery() {
        assertThatThrownBy(() -> QueryParser.parse(null)).isInstanceOfSatisfying(InvalidQueryException.class,
                e -> assertThat(e.rule()).isEqualTo("required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "@", "-", "--", "\"", "\"\"", "\"\"\"", "# @ -", "!?", "-#", "-@", "-\"\"", "\u0000",
            "\u0301", "#\u0301", "\ufffd", "..."})
    void refusesWhatCannotBeSearched(String query) {
        assertRule(query, "searchable");
    }

    @Test
    void boundsTheLength() throws InvalidQueryException {
        assertThat(QueryParser.parse("a".repeat(500)).required()).hasSize(1);
        assertThat(QueryParser.parse("🌸".repeat(500)).required()).hasSize(1);
        assertRule("a".repeat(501), "max-length");
        assertRule("🌸".repeat(501), "max-length");
    }

    @Test
    void boundsTheParts() throws InvalidQueryException {
        assertThat(QueryParser.parse(words(20)).required()).hasSize(20);
        assertRule(words(21), "max-parts");
        assertRule(words(20) + " -no", "max-parts");
        assertRule("#a".repeat(10) + IntStream.range(0, 21).mapToObj(i -> "#b" + i).collect(Collectors.joining()),
                "max-parts");
    }

    @Test
    void readsAnything() {
        String alphabet = "ab1 _.-#@\":from＃＠“”\u0000\u0301\t東🌸\ud83c'\u200b,!";
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            String query = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(index -> String.valueOf(alphabet.charAt(index)))
                    .collect(Collectors.joining());
            try {
                SearchQuery read = QueryParser.parse(query);
                assertThat(read.required().size() + read.excluded().size()).as(query).isBetween(1, 20);
            } catch (InvalidQueryException e) {
                assertThat(e.rule()).as(query).isIn("required", "searchable", "max-parts");
            }
        }
    }

    @Test
    void hasOneCanonicalFormForSpellingsOfAQuery() throws InvalidQueryException {
        String canonical = QueryParser.parse("cat #alps -@ada").canonical();

        assertThat(QueryParser.parse("  cat  #ALPS -from:Ada ").canonical()).isEqualTo(canonical);
        assertThat(QueryParser.parse("cat #alps @ada").canonical()).isNotEqualTo(canonical);
        assertThat(QueryParser.parse("\"cat\" #alps -@ada").canonical()).isNotEqualTo(canonical);
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    private static void assertRule(String query, String rule) {
        assertThatThrownBy(() -> QueryParser.parse(query)).as(query)
                .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.rule()).isEqualTo(rule));
    }

    private static String shortForm(String query) {
        try {
            SearchQuery read = QueryParser.parse(query);
            return Stream
                    .concat(read.required().stream().map(QueryParserTest::shortForm),
                            read.excluded().stream().map(part -> "-" + shortForm(part)))
                    .collect(Collectors.joining(", "));
        } catch (InvalidQueryException e) {
            throw new AssertionError(e);
        }
    }

    private static String shortForm(Part part) {
        return switch (part) {
            case Keyword(String text, boolean open) -> open ? text + "…" : text;
            case Phrase(String text) -> "[" + text + "]";
            case Hashtag(String tag) -> "#" + tag;
            case User(String username) -> "@" + username;
        };
    }
}
