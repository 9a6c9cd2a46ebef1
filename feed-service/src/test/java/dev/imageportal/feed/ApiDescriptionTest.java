package dev.imageportal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.GoldenEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ApiDescriptionTest extends FeedServiceTest {

    private JsonNode get(String path, String pointer) {
        return list("/internal/openapi.json").get("paths").get(path).get("get").at(pointer);
    }

    @Test
    void namesEveryRoute() {
        assertThat(list("/internal/openapi.json").get("paths").propertyNames()).containsExactlyInAnyOrder("/api/feed",
                "/api/users/{username}/images", "/api/tags/{tag}/images", "/api/tags", "/api/feed/live");
    }

    @Test
    void showsListsAsTheyAre() {
        JsonNode list = get("/api/feed", "/responses/200/content/application~1json");
        ObjectNode image = (ObjectNode) JSON.readTree(GoldenEvents.IMAGE_UPLOADED.json()).get("image");

        assertThat(list.at("/example/items/0")).isEqualTo(image.put("displayName", "Ada"));
        assertThat(list.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/ImageList");
        assertThat(list("/internal/openapi.json").at("/components/schemas/ImageList/properties/items/items/$ref")
                .asString()).isEqualTo("#/components/schemas/Image");
        String cursor = list.at("/example/nextCursor").asString();
        assertThat(get("/api/feed?cursor=" + cursor).statusCode()).isEqualTo(200);
    }

    @Test
    void showsEveryAnswer() {
        assertThat(get("/api/feed", "/responses").propertyNames()).contains("200", "304", "400");
        assertThat(get("/api/feed/live", "/responses").propertyNames()).contains("200", "400", "503");
        assertThat(get("/api/feed/live", "/responses/200/content/text~1event-stream/example").asString())
                .contains("event: image-uploaded\ndata: {\"id\":")
                .contains("event: image-deleted\ndata: {\"id\":");
        assertThat(get("/api/tags", "/responses/200/content/application~1json/example/items/0/tag").asString())
                .isEqualTo("alps");
    }
}
