package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.deleted;
import static dev.imageportal.feed.Pictures.newTag;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.defaults.Cursor;
import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.PublishedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ListsTest extends FeedServiceTest {

    @Test
    void followAnImageFromItsUploadToItsDeletion() {
        String id = GoldenEvents.IMAGE_UPLOADED.event().imageId();
        String everyone = "/api/feed?cursor=" + Cursor.encode("feed " + id.replaceAll(".$", "2"));

        apply(GoldenEvents.IMAGE_UPLOADED.event());
        assertThat(List.of(everyone, "/api/users/ada/images", "/api/tags/alps/images",
                "/api/tags/snow/images"))
                .allSatisfy(list -> assertThat(item(list, id)).isEqualTo(shown(GoldenEvents.IMAGE_UPLOADED)));

        apply(GoldenEvents.IMAGE_UPDATED.event());
        assertThat(List.of(everyone, "/api/users/ada/images", "/api/tags/alps/images"))
                .allSatisfy(list -> assertThat(item(list, id)).isEqualTo(shown(GoldenEvents.IMAGE_UPDATED)));
        assertThat(ids("/api/tags/snow/images")).isEmpty();

        apply(GoldenEvents.IMAGE_DELETED.event());
        assertThat(List.of(everyone, "/api/users/ada/images", "/api/tags/alps/images"))
                .allSatisfy(list -> assertThat(ids(list)).doesNotContain(id));
    }

    @Test
    void writeFieldsInTheOrderOfTheContract() {
        PublishedImage image = picture(newUsername());
        apply(uploaded(image));

        assertThat(list(imagesOf(image.username())).at("/items/0").propertyNames())
                .containsExactly("id", "username", "displayName", "caption", "altText", "hashtags", "width", "height",
                        "bytes", "contentType", "thumbHash", "createdAt", "version", "renditions", "originalUrl",
                        "camera");
    }

    @Test
    void writeNamesThatNeedEscaping() {
        String tag = newTag();
        PublishedImage image = picture("o\"n\\e" + newUsername(), tag);
        apply(uploaded(image));

        JsonNode item = list(imagesWith(tag)).at("/items/0");
        assertThat(item.get("username").asString()).isEqualTo(image.username());
        assertThat(item.get("displayName").asString()).isEqualTo(image.username());
        assertThat(item.get("caption").asString()).isEqualTo(image.caption());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users/nobody.here/images", "/api/users/%C3%BC%F0%9F%98%80%22'/images",
            "/api/tags/nothing/images", "/api/tags/%23/images"})
    void areEmptyForWhoeverIsUnknown(String list) {
        assertThat(get(list).body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
    }

    @Test
    void findUsersInAnyCase() {
        PublishedImage image = picture(newUsername());
        apply(uploaded(image));

        assertThat(ids(imagesOf(image.username().toUpperCase(Locale.ROOT)))).containsExactly(image.id());
    }

    @ParameterizedTest
    @CsvSource({"straße, STRAßE", "привет, Привет", "日本, 日本", "ｶﾀｶﾅ, カタカナ", "cafe\u0301, Café", "ＡＢＣ, abc", "ﬁne, fine",
            "हिन्दी, हिन्दी", "한국, 한국"})
    void findHashtagsHoweverTheyAreWritten(String inEvent, String inRequest) {
        String tag = newTag();
        PublishedImage image = picture(newUsername(), Hashtag.of(inEvent).key() + tag);
        apply(uploaded(image));

        assertThat(ids(imagesWith(inRequest + tag))).containsExactly(image.id());
        assertThat(ids(imagesWith("#" + inRequest + tag))).containsExactly(image.id());
    }

    @Test
    void takeHashtagsAsLongAsACaption() {
        String tag = newTag() + "語".repeat(600);
        PublishedImage one = picture(newUsername(), tag);
        PublishedImage other = picture(newUsername(), tag + "語");
        apply(uploaded(one), uploaded(other));

        assertThat(ids(imagesOf(one.username()))).containsExactly(one.id());
        assertThat(ids(imagesWith(tag))).containsExactly(one.id());
        assertThat(ids(imagesWith(tag + "語"))).containsExactly(other.id());
    }

    /// 250 pictures, page by page, while others arrive on top: each once, newest first.
    @Test
    void showEachPictureOnceWhileNewOnesArrive() {
        String username = newUsername();
        String tag = newTag();
        List<PublishedImage> images = Stream.generate(() -> picture(username, tag)).limit(250).toList();
        apply(images.stream().map(Pictures::uploaded).toArray(ImageEvent[]::new));
        List<String> newestFirst = images.reversed().stream().map(PublishedImage::id).toList();

        assertThat(List.of("/api/feed", imagesOf(username), imagesWith(tag))).allSatisfy(list -> {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                JsonNode page = list(list + "?limit=30" + (cursor == null ? "" : "&cursor=" + cursor));
                seen.addAll(ids(page));
                cursor = nextCursor(page);
                apply(uploaded(picture(username, tag)));
            } while (cursor != null && !seen.contains(newestFirst.getLast()));

            assertThat(seen).doesNotHaveDuplicates();
            assertThat(seen.stream().filter(newestFirst::contains)).containsExactlyElementsOf(newestFirst);
        });
    }

    @Test
    void goOnBehindAPictureThatIsGone() {
        String username = newUsername();
        List<PublishedImage> images = IntStream.range(0, 4).mapToObj(i -> picture(username)).toList();
        apply(images.stream().map(Pictures::uploaded).toArray(ImageEvent[]::new));
        String cursor = nextCursor(list(imagesOf(username) + "?limit=2"));
        apply(deleted(images.get(2)));

        assertThat(ids(imagesOf(username) + "?limit=2&cursor=" + cursor))
                .containsExactly(images.get(1).id(), images.get(0).id());
    }

    @Test
    void endWithTheLastPicture() {
        String username = newUsername();
        apply(uploaded(picture(username)), uploaded(picture(username)));

        assertThat(nextCursor(list(imagesOf(username) + "?limit=1"))).isNotNull();
        assertThat(nextCursor(list(imagesOf(username) + "?limit=2"))).isNull();
    }

    private JsonNode item(String list, String id) {
        return list(list).get("items")
                .valueStream()
                .filter(item -> item.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// What the contract says of the image in an event.
    private static JsonNode shown(GoldenEvents golden) {
        ObjectNode image = (ObjectNode) JSON.readTree(golden.json()).get("image");
        return image.put("displayName", image.get("username").asString());
    }
}
