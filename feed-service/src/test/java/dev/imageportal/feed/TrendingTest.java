package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.deleted;
import static dev.imageportal.feed.Pictures.newTag;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.next;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.updated;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.PublishedImage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class TrendingTest extends FeedServiceTest {

    /// More than most hashtags of other tests have.
    private static final int MANY = 60;

    @Autowired
    FeedWriter writer;
    @Autowired
    TrendingTables tables;

    @Test
    void followsUploadsChangesAndDeletions() {
        String tag = newTag();
        List<PublishedImage> images = Stream.generate(() -> picture(newUsername(), tag, newTag())).limit(MANY).toList();
        store(images.stream().map(Pictures::uploaded));
        awaitCount(tag, MANY);

        apply(updated(next(images.get(0))), deleted(images.get(1)), updated(next(images.get(2), tag)));
        awaitCount(tag, MANY - 2);

        assertThat(items(100)).extracting(item -> item.get("count").asLong())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void forgetsWhatIsOlderThanAWeek() {
        String tag = newTag();
        String young = newTag();
        store(Stream.generate(() -> picture(idOf(Duration.ofDays(7).plusMinutes(1)), 1, newUsername(), tag))
                .limit(MANY)
                .map(Pictures::uploaded));
        store(Stream.generate(() -> picture(idOf(Duration.ofDays(7).minusHours(1)), 1, newUsername(), tag, young))
                .limit(MANY)
                .map(Pictures::uploaded));

        awaitCount(young, MANY);
        awaitCount(tag, MANY);
    }

    @Test
    void leavesOutHashtagsThatAreOnlyKnownByTheirDigests() {
        String tag = newTag();
        String endless = newTag() + "語".repeat(100);
        store(Stream.generate(() -> picture(newUsername(), endless, tag)).limit(MANY).map(Pictures::uploaded));
        awaitCount(tag, MANY);

        assertThat(items(100)).noneMatch(item -> item.get("tag").asString().startsWith("#"));
    }

    @Test
    void showsAsManyAsAskedFor() {
        store(Stream.generate(() -> picture(newUsername(), newTag(), newTag())).limit(60).map(Pictures::uploaded));
        await().atMost(SOON).until(() -> items(100).size() == 100);

        assertThat(items(1)).hasSize(1);
        assertThat(list("/api/tags").get("items").size()).isEqualTo(30);
        assertThat(list("/api/tags").at("/items/0").propertyNames()).containsExactly("tag", "count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "x", ""})
    void limitMustBeFrom1To100(String limit) {
        assertThat(get("/api/tags?limit=" + limit).statusCode()).isEqualTo(400);
    }

    @Test
    void isNotSentAgainUnchanged() {
        String tag = newTag();
        HttpResponse<String> before = get("/api/tags?limit=100");
        store(Stream.generate(() -> picture(newUsername(), tag)).limit(MANY).map(Pictures::uploaded));
        awaitCount(tag, MANY);

        await().atMost(SOON).untilAsserted(() -> {
            HttpResponse<String> answer = get("/api/tags?limit=100");
            String etag = answer.headers().firstValue("ETag").orElseThrow();
            assertThat(before.headers().firstValue("ETag")).isNotEqualTo(answer.headers().firstValue("ETag"));
            assertThat(get("/api/tags?limit=100", "If-None-Match", etag).statusCode()).isEqualTo(304);
        });
    }

    @Test
    void isCountedByOneInstanceAtATime() {
        await().atMost(SOON).until(() -> tables.claim(Duration.ofMillis(1)));

        assertThat(tables.claim(Duration.ofMinutes(1))).isFalse();
    }

    private void store(Stream<? extends ImageEvent> events) {
        writer.apply(events.<ImageEvent>map(event -> event).toList());
    }

    private void awaitCount(String tag, int count) {
        await().atMost(SOON)
                .until(() -> items(100).stream()
                        .anyMatch(
                                item -> item.get("tag").asString().equals(tag) && item.get("count").asInt() == count));
    }

    private List<JsonNode> items(int limit) {
        return list("/api/tags?limit=" + limit).get("items").valueStream().toList();
    }

    /// Of a picture that was uploaded so long ago.
    private static String idOf(Duration ago) {
        String now = Pictures.newId();
        String time = "%012x".formatted(Instant.now().minus(ago).toEpochMilli());
        return time.substring(0, 8) + "-" + time.substring(8) + now.substring(13);
    }
}
