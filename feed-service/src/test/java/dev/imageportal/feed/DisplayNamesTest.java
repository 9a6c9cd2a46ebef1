package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.newTag;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.local.UserServiceStub.Mood;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisplayNamesTest extends FeedServiceTest {

    @AfterEach
    void recover() {
        USERS.become(Mood.WELL);
    }

    @Test
    void standInEveryListAndInTheLiveFeed() {
        PublishedImage image = picture(newUsername(), newTag());
        USERS.call(image.username(), "Ada “A\" \\ Lovelace 🌸");
        try (LiveReader reader = LiveReader.open(port, "")) {
            apply(uploaded(image));

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(displayName(imagesOf(image.username()))).isEqualTo("Ada “A\" \\ Lovelace 🌸");
                assertThat(displayName(imagesWith(image.hashtags().getFirst()))).isEqualTo("Ada “A\" \\ Lovelace 🌸");
                assertThat(list("/api/feed").get("items")
                        .valueStream()
                        .filter(item -> item.get("id").asString().equals(image.id()))
                        .map(item -> item.get("displayName").asString())).containsExactly("Ada “A\" \\ Lovelace 🌸");
            });
            // The name may not have been known yet within the time that an event waits for it.
            assertThat(reader.awaitAbout(image.id(), 1).getFirst().json().get("displayName").asString())
                    .isIn("Ada “A\" \\ Lovelace 🌸", image.username());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILING", "SILENT"})
    void areUserNamesWhileUserServiceIsAwayAndComeBack(Mood mood) {
        PublishedImage image = picture(newUsername());
        USERS.call(image.username(), "Ada");
        USERS.become(mood);
        apply(uploaded(image));
        String list = imagesOf(image.username());

        HttpResponse<String> without = get(list);
        assertThat(without.statusCode()).isEqualTo(200);
        assertThat(displayName(list)).isEqualTo(image.username());

        USERS.become(Mood.WELL);
        await().atMost(SOON).until(() -> displayName(list).equals("Ada"));
        HttpResponse<String> with = get(list, "If-None-Match", without.headers().firstValue("ETag").orElseThrow());
        assertThat(with.statusCode()).isEqualTo(200);
        String tag = with.headers().firstValue("ETag").orElseThrow();
        assertThat(get(list, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    private String displayName(String list) {
        return list(list).at("/items/0/displayName").asString();
    }
}
