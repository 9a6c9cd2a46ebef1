package dev.imageportal.search;

import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.Pictures.uploaded;
import static dev.imageportal.search.Pictures.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.defaults.Cursor;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.PublishedImage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PagingTest {

    private final RunningSearch service = RunningSearch.shared();

    /// Pictures over two years, some of one millisecond, with a word in the caption, in the alternative text or with
    /// more letters.
    private static List<PublishedImage> pictures(String word, int count) {
        Instant now = Instant.now();
        return IntStream.range(0, count).mapToObj(i -> {
            String id = Pictures.id(now.minus(Duration.ofMinutes((long) i / 3 * i * 30)));
            return switch (i % 3) {
                case 0 -> picture(id, "u" + word, "a " + word, "", 1);
                case 1 -> picture(id, "u" + word, "a", word, 1);
                default -> picture(id, "u" + word, word + "er", "", 1);
            };
        }).toList();
    }

    private void index(List<PublishedImage> images) {
        RunningSearch.publish(images.stream().map(Pictures::uploaded).toArray(ImageEvent[]::new));
        images.forEach(service::awaitFound);
    }

    @ParameterizedTest
    @CsvSource({"newest, 7", "newest, 100", "relevance, 7", "relevance, 100"})
    void showsEveryPictureOnceWhileNewOnesArrive(String sort, int limit) {
        String word = word();
        List<PublishedImage> images = pictures(word, 250);
        index(images.subList(0, 1));
        RunningSearch.publish(images.stream().map(Pictures::uploaded).toArray(ImageEvent[]::new));
        org.awaitility.Awaitility.await()
                .atMost(RunningSearch.SOON)
                .until(() -> service.search(word).get("total").get("value").asInt() == 250);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        while (true) {
            JsonNode page = service.search(word, "sort=" + sort, "limit=" + limit, cursor);
            seen.addAll(RunningSearch.ids(page));
            assertThat(page.get("total").get("value").asInt()).isEqualTo(250);
            if (page.get("nextCursor").isNull()) {
                break;
            }
            assertThat(seen).hasSizeLessThan(300);
            cursor = "cursor=" + page.get("nextCursor").asString();
            if (pages++ < 3) {
                service.index(picture(someone(), "new " + word));
            }
        }

        List<String> expected = images.stream().map(PublishedImage::id).toList();
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
        if (sort.equals("newest")) {
            assertThat(seen).isSortedAccordingTo(Comparator.reverseOrder());
        } else {
            assertThat(seen).containsExactlyElementsOf(Stream.of(0, 1, 2)
                    .flatMap(step -> IntStream.range(0, 250)
                            .filter(i -> i % 3 == step)
                            .mapToObj(images::get)
                            .map(PublishedImage::id)
                            .sorted(Comparator.reverseOrder()))
                    .toList());
        }
    }

    @Test
    void pagesThroughMoreThanItCounts() {
        String word = word();
        List<PublishedImage> images = pictures(word, 1_100);
        RunningSearch.publish(images.stream().map(Pictures::uploaded).toArray(ImageEvent[]::new));
        org.awaitility.Awaitility.await()
                .atMost(RunningSearch.SOON)
                .until(() -> service.allPages("@u" + word, "limit=100").size() == 1_100);

        for (String sort : List.of("newest", "relevance")) {
            JsonNode total = service.search(word, "sort=" + sort).get("total");
            assertThat(total.get("value").asInt()).isEqualTo(1_000);
            assertThat(total.get("exact").asBoolean()).isFalse();
            assertThat(service.allPages(word, "limit=100", "sort=" + sort)).as(sort)
                    .hasSize(1_100)
                    .doesNotHaveDuplicates();
        }
        assertThat(service.allPages(word, "limit=100", "sort=newest"))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void endsWithoutCursorWhereThePageIsJustFull() {
        String word = word();
        index(pictures(word, 4));

        assertThat(service.search(word, "limit=4").get("nextCursor").isNull()).isTrue();
        assertThat(service.search(word, "limit=3").get("nextCursor").isString()).isTrue();
        assertThat(service.allPages(word, "limit=1")).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void keepsItsPlaceWhenThePictureBeforeItGoes() {
        String word = word();
        List<PublishedImage> images = pictures(word, 6);
        index(images);
        JsonNode first = service.search(word, "limit=2", "sort=newest");
        String last = RunningSearch.ids(first).getLast();
        PublishedImage gone = images.stream().filter(image -> image.id().equals(last)).findFirst().orElseThrow();
        RunningSearch.publish(Pictures.deleted(gone));
        org.awaitility.Awaitility.await()
                .atMost(RunningSearch.SOON)
                .until(() -> !service.ids(word).contains(gone.id()));

        List<String> rest = service.ids(word, "sort=newest", "cursor=" + first.get("nextCursor").asString());

        assertThat(rest).hasSize(4).doesNotContain(last);
    }

    @Test
    void refusesTheCursorOfAnotherList() {
        String word = word();
        index(pictures(word, 3));
        String cursor = "cursor=" + service.search(word, "limit=1").get("nextCursor").asString();

        assertThat(service.ids(" " + word, cursor)).hasSize(2);
        assertBad("cursor", RunningSearch.path(word + " more", cursor));
        assertBad("cursor", RunningSearch.path("#" + word, cursor));
        assertBad("cursor", RunningSearch.path("\"" + word + "\"", cursor));
        assertBad("cursor", RunningSearch.path("-" + word, cursor));
        assertBad("cursor", RunningSearch.path(word, "sort=newest", cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "0198c0de-0000-7000-8000-000000000001", "%00", "💥",
            "AAAAAAAAAAAAAAAAAAAA"})
    void refusesMadeUpCursors(String cursor) {
        assertBad("cursor", RunningSearch.path("cat", "cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
    }

    @Test
    void refusesWellFormedCursorsThatItDidNotMake() {
        for (String payload : List.of("", "a b c d e", "cat CAPTION 0198c0de-0000-7000-8000-000000000001 5 true")) {
            assertBad("cursor", RunningSearch.path("cat", "cursor=" + Cursor.encode(payload)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "x", "", "1.5", "999999999999"})
    void refusesLimits(String limit) {
        assertBad("limit", RunningSearch.path("cat", "limit=" + limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oldest", "NEWEST"})
    void refusesOrders(String sort) {
        assertBad("sort", RunningSearch.path("cat", "sort=" + sort));
    }

    @Test
    void refusesQueries() {
        assertBad("q", "/api/search");
        for (String query : List.of("", " ", "#", "@", "-", "\"", "!!", "\u0000", "a".repeat(501),
                "a b c d e f g h i j k l m n o p q r s t u")) {
            assertBad("q", RunningSearch.path(query));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"🌸", "# a", "a\u0000b", "\"a", "-a", "a*", "a?", "a~2", "a AND b", "(a", "a:b", "a\\",
            "/a/",
            "[a TO b]", "\u202ea", "\ufffda", "a\ud83c", "a%", "${a}", "' OR 1=1 --", "from:",
            "\uFDFA"})
    void answersWhateverIsTyped(String query) {
        assertThat(service.get(RunningSearch.path(query)).statusCode()).isEqualTo(200);
    }

    private void assertBad(String field, String path) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }
}
