package dev.imageportal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.search.SearchRequest.Sort;
import dev.imageportal.search.SearchRequest.Total;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hibernate.search.util.common.SearchTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/// Pages from segments of several blocks.
class LuceneFinderTest {

    private static final int PICTURES = 9_000;
    private static final int WRITTEN_AT_ONCE = 2_500;
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private PictureIndex index;

    @BeforeEach
    void open() {
        index = new PictureIndex(new LuceneBackEnd(directory, DataSize.ofKilobytes(200)));
    }

    @AfterEach
    void close() {
        index.close();
    }

    /// Ids of three to a millisecond, the oldest first.
    private static List<String> ids(int count) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return IntStream.range(0, count)
                .mapToObj(i -> Pictures.id(start.plusMillis(i / 3 * 40_000L)))
                .sorted()
                .toList();
    }

    private void write(List<IndexEntry> entries) {
        for (int from = 0; from < entries.size(); from += WRITTEN_AT_ONCE) {
            index.write(entries.subList(from, Math.min(entries.size(), from + WRITTEN_AT_ONCE)), List.of());
        }
    }

    private static IndexEntry picture(String id, String caption, long version) {
        return IndexEntry.picture(Pictures.picture(id, "ada", caption, "", version), Instant.now());
    }

    private List<PictureJson> allPages(String query, Sort sort, int limit) throws InvalidQueryException {
        List<PictureJson> pictures = new ArrayList<>();
        String cursor = null;
        do {
            SearchRequest request = SearchRequest.of(QueryParser.parse(query), sort, limit, cursor);
            PictureSearch.Page page = page(request);
            pictures.addAll(page.pictures());
            cursor = page.next() == null ? null : request.cursor(page.next());
        } while (cursor != null && pictures.size() <= PICTURES);
        return pictures;
    }

    private PictureSearch.Page page(SearchRequest request) {
        return index.find(TimeFrame.from(Instant.now(), LONG), finder -> new PageQuery(finder, request).page());
    }

    private static List<String> captions(List<PictureJson> pictures) {
        return pictures.stream().map(PictureJson::caption).toList();
    }

    /// Each caption ends with its picture's id, which tells what was found.
    @ParameterizedTest
    @CsvSource({"in order, 100", "in order, 1000", "shuffled, 100", "shuffled, 1000", "backwards, 1000"})
    void findsAllNewestFirstInWhateverOrderTheyCame(String order, int limit) throws InvalidQueryException {
        List<String> ids = ids(PICTURES);
        List<IndexEntry> entries = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            String caption = (i % 2 == 0 ? "harbour " : "meadow ") + ids.get(i);
            entries.add(picture(ids.get(i), caption, 1));
            if (i % 2 == 0) {
                expected.add(caption);
            }
        }
        Collections.reverse(expected);
        switch (order) {
            case "shuffled" -> Collections.shuffle(entries, new Random(5));
            case "backwards" -> Collections.reverse(entries);
            default -> {
            }
        }
        write(entries);

        assertThat(captions(allPages("harbour", Sort.NEWEST, limit))).isEqualTo(expected);
        assertThat(captions(allPages("harbour", Sort.RELEVANCE, limit))).isEqualTo(expected);
    }

    @Test
    void putsCloserMatchesFirst() throws InvalidQueryException {
        List<String> ids = ids(PICTURES);
        List<String> words = List.of("harbour", "harbours", "harbuor");
        write(IntStream.range(0, PICTURES)
                .mapToObj(i -> picture(ids.get(i), words.get(i % 3) + " " + ids.get(i), 1))
                .toList());

        List<String> found = captions(allPages("harbour", Sort.RELEVANCE, 100));

        assertThat(found).hasSize(PICTURES)
                .isSortedAccordingTo(Comparator
                        .comparingInt((String caption) -> words.indexOf(caption.substring(0, caption.indexOf(' '))))
                        .thenComparing((String caption) -> caption.substring(caption.indexOf(' ')),
                                Comparator.reverseOrder()));
    }

    @Test
    void showsChangedPicturesAsTheyAreAndNoDeletedOnes() throws InvalidQueryException {
        List<String> ids = ids(40);
        write(ids.stream().map(id -> picture(id, "harbour", 1)).toList());
        assertThat(captions(allPages("harbour", Sort.NEWEST, 100))).hasSize(40).containsOnly("harbour");

        write(ids.subList(0, 20).stream().map(id -> picture(id, "old harbour", 2)).toList());
        write(ids.subList(20, 30).stream().map(id -> IndexEntry.deleted(id, 2, Instant.now())).toList());

        List<String> expected = new ArrayList<>(Collections.nCopies(10, "harbour"));
        expected.addAll(Collections.nCopies(20, "old harbour"));
        assertThat(captions(allPages("harbour", Sort.NEWEST, 7))).isEqualTo(expected);
        assertThat(page(SearchRequest.of(QueryParser.parse("harbour"), Sort.NEWEST, 7, null)).total())
                .isEqualTo(new Total(30, true));
    }

    @ParameterizedTest
    @CsvSource({"999, 999, true", "1000, 1000, true", "1001, 1000, false"})
    void countsUpToABound(int pictures, int value, boolean exact) throws InvalidQueryException {
        write(ids(pictures).stream().map(id -> picture(id, "old harbour", 1)).toList());

        for (String query : List.of("harbour", "\"old harbour\"", "old -meadow")) {
            assertThat(page(SearchRequest.of(QueryParser.parse(query), Sort.RELEVANCE, 7, null)).total()).as(query)
                    .isEqualTo(new Total(value, exact));
        }
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws InvalidQueryException {
        write(ids(10).stream().map(id -> picture(id, "old harbour", 1)).toList());
        SearchRequest request = SearchRequest.of(QueryParser.parse("old harbour"), Sort.RELEVANCE, 7, null);

        assertThatThrownBy(() -> index.find(TimeFrame.from(Instant.now(), Duration.ZERO),
                finder -> new PageQuery(finder, request).page())).isInstanceOf(SearchTimeoutException.class);
    }
}
