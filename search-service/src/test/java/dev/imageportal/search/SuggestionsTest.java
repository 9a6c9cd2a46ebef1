package dev.imageportal.search;

import static dev.imageportal.search.Pictures.deleted;
import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.Pictures.updated;
import static dev.imageportal.search.Pictures.word;
import static dev.imageportal.search.RunningSearch.SOON;
import static dev.imageportal.search.RunningSearch.USERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.PublishedImage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a person may be about to type.
class SuggestionsTest {

    private final RunningSearch service = RunningSearch.shared();
    private final String user = someone();
    private final String start = word();

    @Test
    void areHashtagsMostUsedFirst() {
        index("#" + start + "b and #" + start + "c", "#" + start + "c", "#" + start + "a #" + word());

        assertThat(tags(start)).containsExactly(start + "c 2", start + "a 1", start + "b 1");
        assertThat(tags(start + "c")).containsExactly(start + "c 2");
        assertThat(tags(start + "cc")).isEmpty();
        assertThat(tags(start.substring(1))).isEmpty();
    }

    @Test
    void areUsersWithMostPicturesFirst() {
        USERS.call(user + "b", "Bea");
        service.index(picture(user + "a", "one"), picture(user + "b", "one"), picture(user + "b", "two"));

        assertThat(users(user)).containsExactly(user + "b Bea", user + "a " + user + "a");
        assertThat(users("@" + user.toUpperCase(Locale.ROOT) + "A")).containsExactly(user + "a " + user + "a");
    }

    @Test
    void areNarrowedByASign() {
        service.index(picture(user, "#" + user));

        assertThat(tags(user)).hasSize(1);
        assertThat(users(user)).hasSize(1);
        assertThat(tags("#" + user)).hasSize(1);
        assertThat(users("#" + user)).isEmpty();
        assertThat(tags("@" + user)).isEmpty();
        assertThat(users("@" + user)).hasSize(1);
        assertThat(tags("\uff03" + user)).hasSize(1);
        assertThat(users(" @" + user + " ")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"größe, GRÖß", "größe, gro\u0308", "東京タワー, 東京", "カタカナ, ｶﾀ", "cat, ｃＡ", "привет, ПРИ"})
    void areFoundHoweverTheyAreWritten(String tag, String typed) {
        index("#" + start + tag);

        assertThat(tags("#" + start + typed)).containsExactly(start + tag + " 1");
    }

    @Test
    void followChangesAndDeletions() {
        PublishedImage kept = picture(user, "#" + start + "kept");
        PublishedImage changed = picture(user, "#" + start + "old #" + start + "kept");
        PublishedImage gone = picture(user + "gone", "#" + start + "gone #" + start + "kept");
        service.index(kept, changed, gone);
        assertThat(tags(start)).hasSize(3);

        RunningSearch.publish(updated(changed, "#" + start + "new"), deleted(gone));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tags(start)).containsExactly(start + "kept 1", start + "new 1"));
        assertThat(users(user)).containsExactly(user + " " + user);
    }

    /// Values that were often used once must not hide those that are.
    @Test
    void areRankedByWhatIsThereNow() {
        List<PublishedImage> gone = IntStream.range(0, 12)
                .boxed()
                .flatMap(i -> IntStream.range(0, 3).mapToObj(j -> picture(user, "#" + start + "x" + i)))
                .toList();
        service.index(gone.toArray(PublishedImage[]::new));
        index("#" + start + "a", "#" + start + "b", "#" + start + "b");
        RunningSearch.publish(gone.stream().map(Pictures::deleted).toArray(ImageEvent[]::new));

        await().atMost(SOON).untilAsserted(() -> assertThat(tags(start)).containsExactly(start + "b 2", start + "a 1"));
    }

    @Test
    void areTenAtMost() {
        service.index(IntStream.range(0, 12)
                .mapToObj(i -> picture(user + (char) ('a' + i), "#" + start + i + (i > 9 ? " #" + start + "0" : "")))
                .toArray(PublishedImage[]::new));

        assertThat(tags(start)).hasSize(10).startsWith(start + "0 3");
        assertThat(users(user)).hasSize(10);
        assertThat(ask(start, "&limit=3").get("tags").size()).isEqualTo(3);
        assertThat(ask(user, "&limit=1").get("users").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=", "?q=%20", "?q=%23", "?q=%40", "?q=%20%23%20", "?q=%EF%BC%83"})
    void needABeginning(String query) {
        refused(service.get("/api/search/suggestions" + query), "q");
    }

    @Test
    void needABeginningOfReasonableLength() {
        refused(service.get("/api/search/suggestions?q=" + "x".repeat(501)), "q");
        assertThat(tags("x".repeat(500))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "x", "", "1.0"})
    void limitMustBeFrom1To10(String limit) {
        refused(service.get("/api/search/suggestions?q=a&limit=" + limit), "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "*", "a%25", "\"%27", "%F0%9F%8C%B8", "a\\b", "a%0Ab"})
    void takeAnything(String query) {
        assertThat(service.get("/api/search/suggestions?q=" + query.replace("\"", "%22").replace("\\", "%5C"))
                .statusCode()).isEqualTo(200);
    }

    private void index(String... captions) {
        service.index(Arrays.stream(captions).map(caption -> picture(user, caption)).toArray(PublishedImage[]::new));
    }

    private List<String> tags(String query) {
        return ask(query, "").get("tags")
                .valueStream()
                .map(tag -> tag.get("tag").asString() + " " + tag.get("count").asInt())
                .toList();
    }

    private List<String> users(String query) {
        return ask(query, "").get("users")
                .valueStream()
                .map(found -> found.get("username").asString() + " " + found.get("displayName").asString())
                .toList();
    }

    private JsonNode ask(String query, String more) {
        return RunningSearch
                .json(service.get("/api/search/suggestions?q=" + URLEncoder.encode(query, UTF_8) + more));
    }

    private static void refused(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new JsonMapper().readTree(answer.body()).at("/errors/0/field").asString()).isEqualTo(field);
    }
}
