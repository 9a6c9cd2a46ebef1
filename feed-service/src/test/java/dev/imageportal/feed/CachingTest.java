package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.next;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.updated;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.PublishedImage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class CachingTest extends FeedServiceTest {

    @Test
    void unchangedListIsNotSentAgain() {
        PublishedImage image = picture(newUsername());
        String list = imagesOf(image.username());
        apply(uploaded(image));

        String tag = etag(get(list));
        HttpResponse<String> again = get(list, "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(etag(again)).isEqualTo(tag);
        assertThat(again.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(get(list, "If-None-Match", "W/\"other\", " + tag).statusCode()).isEqualTo(304);
        assertThat(get(list, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void newAndChangedPicturesChangeTheTag() {
        PublishedImage image = picture(newUsername());
        String list = imagesOf(image.username()) + "?limit=1";
        String empty = etag(get(list));
        apply(uploaded(image));
        String first = etag(get(list));
        apply(updated(next(image)));
        String changed = etag(get(list));
        apply(uploaded(picture(Pictures.newId(), 1, image.username())));
        String second = etag(get(list));

        assertThat(new String[]{empty, first, changed, second}).doesNotHaveDuplicates();
    }

    @Test
    void listsAreCheckedBeforeTheyAreUsedAgain() {
        assertThat(get("/api/feed").headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(get("/api/feed").headers().firstValue("Content-Type")).hasValue("application/json");
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
