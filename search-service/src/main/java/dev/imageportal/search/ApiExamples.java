package dev.imageportal.search;

import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What the API's description shows of answers. Found pictures are written by what writes the answers.
@Component
class ApiExamples implements OpenApiCustomizer {

    private static final JsonMapper MAPPER = new JsonMapper();

    /// Pages are written from stored JSON: this is their shape.
    @Schema(name = "FoundList")
    record FoundList(
            @Schema(requiredMode = RequiredMode.REQUIRED) List<FoundImage> items,
            @Schema(requiredMode = RequiredMode.REQUIRED) FoundTotal total,
            @Schema(description = "Opaque; null on the last page", types = {"string",
                    "null"}, requiredMode = RequiredMode.REQUIRED) @Nullable String nextCursor){}

    @Schema(name = "FoundTotal")
    record FoundTotal(
            @Schema(requiredMode = RequiredMode.REQUIRED) int value,
            @Schema(description = "false when there are more", requiredMode = RequiredMode.REQUIRED) boolean exact) {}

    /// [#foundImage] adds the image itself, which image-service describes.
    @Schema(name = "FoundImage")
    record FoundImage(@Nullable String highlight) {}

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas("FoundImage", foundImage());
        PublishedImage image = ((ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event()).image();
        SearchQuery query = new SearchQuery(List.of(new SearchQuery.Hashtag("alps")), List.of());
        PictureJson picture = PictureJson.read(PictureJson.of(image));
        JsonBytes found = new JsonBytes(picture.size());
        picture.append(found, "Ada", new Highlighter(query).highlight(picture.caption(), picture.words()));
        Map<String, Object> page = new HashMap<>();
        page.put("items", List.of(MAPPER.readValue(found.toByteArray(), Object.class)));
        page.put("total", Map.of("value", 1, "exact", true));
        page.put("nextCursor", null);
        show(api, "/api/search", page);
        show(api, "/api/search/suggestions", new SuggestionController.SuggestionList(
                Arrays.asList(new SuggestionController.Tag("alps", 12), new SuggestionController.Tag("alpaca", 1)),
                List.of(new SuggestionController.User("alan", "Alan"))));
    }

    private static JsonSchema foundImage() {
        JsonSchema highlight = new JsonSchema();
        highlight.types(Set.of("string", "null"));
        highlight.description("The caption as HTML with the matches in <mark>, null when nothing of it matches");
        JsonSchema found = new JsonSchema();
        found.addProperty("highlight", highlight);
        found.addRequiredItem("highlight");
        JsonSchema image = new JsonSchema();
        image.set$ref("#/components/schemas/Image");
        JsonSchema both = new JsonSchema();
        both.addAllOfItem(image);
        both.addAllOfItem(found);
        return both;
    }

    private static void show(OpenAPI api, String path, Object example) {
        api.getPaths().forEach((route, item) -> {
            if (route.equals(path)) {
                item.getGet().getResponses().forEach((status, response) -> {
                    if (status.equals("200")) {
                        response.getContent().values().forEach(content -> content.setExample(example));
                    }
                });
            }
        });
    }
}
