package dev.imageportal.image;

import static dev.imageportal.local.Component.OBJECT_STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageUpdated;
import dev.imageportal.events.PublishedImage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Large pictures come in a format that is quick to make, and soon in the best one, too.
@TestPropertySource(properties = {"portal.image.improvement.idle=100ms", "portal.image.improvement.retry=1s"})
@DirtiesContext
class ImprovementTest extends ImageServiceTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void everySizeComesInWebpAfterTheUpload() {
        JsonNode first = uploaded(TestPictures.jpeg(1400, 900));
        String id = first.path("id").asString();
        assertThat(formats(first)).containsExactly("320 image/jpeg", "640 image/jpeg", "1280 image/jpeg",
                "1400 image/jpeg");

        JsonNode improved = awaitImproved(id);

        assertThat(formats(improved)).containsExactly("320 image/jpeg", "640 image/jpeg", "1280 image/jpeg",
                "1400 image/jpeg", "320 image/webp", "640 image/webp", "1280 image/webp", "1400 image/webp");
        assertThat(improved.path("version").asInt()).isEqualTo(2);
        for (JsonNode rendition : improved.path("renditions")) {
            HttpResponse<byte[]> file = get(rendition.path("url").asString());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "Content-Type")).isEqualTo(rendition.path("contentType").asString());
        }
        try (var topic = new TopicReader()) {
            List<ImageEvent> events = topic.await(2, event -> event.imageId().equals(id));
            assertThat(events.getLast()).isInstanceOfSatisfying(ImageUpdated.class,
                    event -> assertThat(event.image().renditions()).extracting(PublishedImage.Rendition::contentType)
                            .contains("image/webp"));
        }
    }

    @Test
    void smallAndTransparentPicturesHaveTheBestFormatAtOnce() {
        for (byte[] picture : List.of(TestPictures.jpeg(640, 400), TestPictures.transparentPng(900, 700))) {
            JsonNode image = uploaded(picture);

            assertThat(image.path("renditions").valueStream().map(each -> each.path("contentType").asString()))
                    .containsOnly("image/webp");
            assertThat(waiting(image.path("id").asString())).isFalse();
        }
    }

    /// The owner's change is to what the owner has seen: more renditions are no reason to refuse it.
    @Test
    void tagsOfTheFirstStateStillAllowAChange() {
        String id = uploaded(TestPictures.jpeg(900, 700)).path("id").asString();
        String tag = header(get("/api/images/" + id), "ETag");
        awaitImproved(id);

        assertThat(patch(id, "{\"caption\": \"one\"}", "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(patch(id, "{\"caption\": \"two\"}", "If-Match", tag).statusCode()).isEqualTo(412);
        JsonNode image = JSON.readTree(get("/api/images/" + id).body());
        assertThat(image.path("caption").asString()).isEqualTo("one");
        assertThat(image.path("version").asInt()).isEqualTo(3);
        assertThat(image.path("renditions").size()).isEqualTo(6);
    }

    @Test
    void aDeletedPictureLeavesNothing() {
        String id = uploaded(TestPictures.jpeg(900, 700)).path("id").asString();

        assertThat(delete(id).statusCode()).isEqualTo(204);

        await().atMost(SOON).until(() -> !waiting(id));
        assertThat(objects.list(Paths.MEDIA + id, "")).isEmpty();
        assertThat(objects.list(Paths.originalKey(id), "")).isEmpty();
    }

    @Test
    void waitsUntilTheStoreIsBack() {
        JsonNode first = uploaded(TestPictures.jpeg(900, 700));
        String id = first.path("id").asString();
        awaitImproved(id);
        database.sql("UPDATE images SET version = 1, renditions = :renditions WHERE id = :id")
                .param("id", id)
                .param("renditions", first.path("renditions").toString())
                .update();
        components().stop(OBJECT_STORE);
        try {
            database.sql("INSERT INTO improvements VALUES (:id, '2000-01-01', '2000-01-01', 0)")
                    .param("id", id)
                    .update();
            await().atMost(SOON)
                    .until(() -> database
                            .sql("SELECT COUNT(*) FROM improvements WHERE image_id = :id AND next_try > '2000-01-01'")
                            .param("id", id)
                            .query(Long.class)
                            .single() > 0);
        } finally {
            components().start(OBJECT_STORE);
        }

        assertThat(awaitImproved(id).path("renditions").size()).isEqualTo(6);
    }

    @Test
    void aPictureThatEndsItsProcessIsLeftAsItIs() {
        String id = uploaded(TestPictures.jpeg(300, 200)).path("id").asString();
        database.sql("INSERT INTO improvements VALUES (:id, '2000-01-01', '2000-01-01', 3)").param("id", id).update();

        JsonNode image = awaitImproved(id);

        assertThat(image.path("version").asInt()).isEqualTo(1);
    }

    private JsonNode awaitImproved(String id) {
        await().atMost(SOON).until(() -> !waiting(id));
        return JSON.readTree(get("/api/images/" + id).body());
    }

    private boolean waiting(String id) {
        return database.sql("SELECT COUNT(*) FROM improvements WHERE image_id = :id")
                .param("id", id)
                .query(Long.class)
                .single() > 0;
    }

    private static List<String> formats(JsonNode image) {
        return image.path("renditions")
                .valueStream()
                .map(each -> each.path("width").asInt() + " " + each.path("contentType").asString())
                .toList();
    }
}
