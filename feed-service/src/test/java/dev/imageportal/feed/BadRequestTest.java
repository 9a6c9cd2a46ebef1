package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.newTag;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.defaults.Cursor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestTest extends FeedServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "abc", "", "1.5", "99999999999", "%31%30%30%30", "1&limit=2"})
    void limitMustBeFrom1To100(String limit) {
        assertThat(List.of("/api/feed", imagesOf("ada"), imagesWith("alps")))
                .allSatisfy(list -> refused(get(list + "?limit=" + limit), "limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "made-up", "AAAA", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void cursorMustNotBeMadeUp(String cursor) {
        assertThat(List.of("/api/feed", imagesOf("ada"), imagesWith("alps")))
                .allSatisfy(list -> refused(get(list + "?cursor=" + cursor), "cursor"));
    }

    @Test
    void cursorMustBeOfTheSameList() {
        String name = newUsername();
        apply(uploaded(picture(name, name)), uploaded(picture(name, name)));
        List<String> lists = List.of("/api/feed", imagesOf(name), imagesWith(name));

        assertThat(lists).allSatisfy(one -> {
            String cursor = Objects.requireNonNull(nextCursor(list(one + "?limit=1")));
            assertThat(get(one + "?cursor=" + cursor).statusCode()).isEqualTo(200);
            assertThat(lists).filteredOn(list -> !list.equals(one))
                    .allSatisfy(other -> refused(get(other + "?cursor=" + cursor), "cursor"));
            refused(get(imagesOf(newUsername()) + "?cursor=" + cursor), "cursor");
            refused(get(imagesWith(newTag()) + "?cursor=" + cursor), "cursor");
            refused(get(one + "?cursor=" + cursor.substring(1)), "cursor");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed", "feed ", "feed x", "feed 1-1-1-1-1", " ",
            "feed 0198C0DE-0000-7000-8000-000000000001"})
    void cursorMustNameAPosition(String payload) {
        refused(get("/api/feed?cursor=" + Cursor.encode(payload)), "cursor");
    }

    @Test
    void listsTakeNoOtherMethod() {
        assertThat(get("/api/feed/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/api/users//images").statusCode()).isIn(400, 404);
    }

    private static void refused(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asString()).isEqualTo(field);
    }
}
