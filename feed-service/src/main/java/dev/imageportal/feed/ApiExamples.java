package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.Cursor;
import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The examples in the API's description, written by what writes the answers.
@Component
class ApiExamples implements OpenApiCustomizer {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public void customise(OpenAPI api) {
        PublishedImage image = ((ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event()).image();
        Map<String, String> names = Map.of(image.username(), "Ada");
        ShownImage shown = new ShownImage(image.username(), ImageJson.of(image));
        ImageId id = ImageId.ofEvent(image.id());
        FeedPage page = new FeedPage(List.of(new FeedPage.Entry(id, image.version(), shown)),
                Cursor.encode(new FeedList.Everyone().name() + " " + id));
        Object list = MAPPER.readValue(page.json(names), Object.class);
        for (String path : List.of("/api/feed", "/api/users/{username}/images", "/api/tags/{tag}/images")) {
            show(api, path, list);
        }
        show(api, "/api/tags", Map.of("items", List.of(Map.of("tag", "alps", "count", 12),
                Map.of("tag", "snow", "count", 7))));
        LiveEvent uploaded = LiveEvent.of(new LiveLog.Entry(1_795_424_303_571L, LiveKind.UPLOADED, id, shown), names);
        LiveEvent deleted = LiveEvent.of(new LiveLog.Entry(1_795_424_303_572L, LiveKind.DELETED, id, null), names);
        show(api, "/api/feed/live", new String(uploaded.bytes(), UTF_8) + new String(deleted.bytes(), UTF_8));
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
