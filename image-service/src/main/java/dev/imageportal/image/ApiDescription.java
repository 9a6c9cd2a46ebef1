package dev.imageportal.image;

import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageUploaded;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// What the annotations can't say of this service's part of the API: which fields are always there, which may be null,
/// and an example, which is the event contract's own.
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    static final String IMAGE = "Image";

    private static final String DISPLAY_NAME = "Ada Lovelace";

    @Bean
    OpenApiCustomizer imageSchemas(JsonMapper json) {
        return api -> {
            for (String name : List.of(IMAGE, "Rendition", "Camera")) {
                Schema<?> schema = schema(api, name);
                schema.setRequired(List.copyOf(schema.getProperties().keySet()));
            }
            schema(api, "Camera").getProperties().values().forEach(field -> orNull((Schema<?>) field));
            Schema<?> image = schema(api, IMAGE);
            image.addProperty("camera", new Schema<>().oneOf(List.of(
                    new Schema<>().$ref("#/components/schemas/Camera"), new Schema<>().types(Set.of("null")))));
            image.setExample(example(json));
        };
    }

    private static Schema<?> schema(OpenAPI api, String name) {
        return Objects.requireNonNull(api.getComponents().getSchemas().get(name), name);
    }

    private static void orNull(Schema<?> field) {
        var types = new LinkedHashSet<>(field.getTypes());
        types.add("null");
        field.setTypes(types);
    }

    private static Map<?, ?> example(JsonMapper json) {
        var uploaded = (ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event();
        return json.convertValue(ImageResponse.of(uploaded.image(), DISPLAY_NAME), Map.class);
    }
}
