package dev.imageportal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiDescriptionTest {

    private final JsonNode api = RunningSearch.json(RunningSearch.shared().get("/internal/openapi.json"));

    @Test
    void namesEveryRoute() {
        assertThat(api.get("paths").propertyNames()).containsExactlyInAnyOrder("/api/search",
                "/api/search/suggestions");
    }

    @Test
    void showsAnswersAsTheyAre() {
        JsonNode page = api.get("paths").get("/api/search").at("/get/responses/200/content/application~1json");
        JsonNode item = page.at("/example/items/0");

        assertThat(item.propertyNames()).containsExactlyInAnyOrder("id", "username", "displayName", "caption",
                "altText", "hashtags", "width", "height", "bytes", "contentType", "thumbHash", "createdAt", "version",
                "renditions", "originalUrl", "camera", "highlight");
        assertThat(item.get("highlight").asString())
                .isEqualTo("Morning over the <mark>#Alps</mark>, first #snow");
        assertThat(page.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/FoundList");
        JsonNode found = api.at("/components/schemas/FoundImage/allOf");
        assertThat(found.at("/0/$ref").asString()).isEqualTo("#/components/schemas/Image");
        assertThat(found.at("/1/properties/highlight/type").toString()).contains("string", "null");
        assertThat(api.get("paths")
                .get("/api/search/suggestions")
                .at("/get/responses/200/content/application~1json/example/tags/0/tag")
                .asString()).isEqualTo("alps");
    }
}
