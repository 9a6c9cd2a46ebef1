package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OpenApiTest extends ImageServiceTest {

    static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of("/api/images", "post", List.of("Idempotency-Key"),
                        List.of("201", "400", "401", "408", "409", "413", "415", "422", "503", "default")),
                Arguments.of("/api/images/{id}", "get", List.of("id", "If-None-Match"),
                        List.of("200", "304", "400", "404", "default")),
                Arguments.of("/api/images/{id}", "patch", List.of("id", "If-Match", "Idempotency-Key"),
                        List.of("200", "400", "401", "403", "404", "409", "412", "413", "415", "422", "503",
                                "default")),
                Arguments.of("/api/images/{id}", "delete", List.of("id", "If-Match", "Idempotency-Key"),
                        List.of("204", "400", "401", "403", "404", "409", "412", "422", "503", "default")),
                Arguments.of("/api/images/{id}/original", "get", List.of("id", "Range", "If-Range", "If-None-Match"),
                        List.of("200", "206", "304", "400", "404", "416", "503", "default")),
                Arguments.of("/media/{id}/{size}.{extension}", "get",
                        List.of("id", "size", "extension", "If-None-Match"),
                        List.of("200", "304", "404", "503", "default")));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void describesItsOperations(String path, String method, List<String> parameters, List<String> statuses) {
        JsonNode operation = description().path("paths").path(path).path(method);

        assertThat(operation.path("parameters").valueStream().map(parameter -> parameter.path("name").asString()))
                .containsExactlyInAnyOrderElementsOf(parameters);
        assertThat(operation.path("responses").propertyNames()).containsExactlyInAnyOrderElementsOf(statuses);
        assertThat(operation.path("summary").asString()).isNotEmpty();
    }

    @Test
    void describesNothingElse() {
        assertThat(description().path("paths").propertyNames()).containsExactlyInAnyOrderElementsOf(
                operations().map(operation -> (String) operation.get()[0]).distinct().toList());
    }

    @Test
    void theImageIsDescribedAsItIs() {
        JsonNode image = uploaded(TestPictures.png(10, 10));
        JsonNode schemas = description().path("components").path("schemas");
        JsonNode schema = schemas.path("Image");

        assertThat(schema.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(image.propertyNames());
        assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(image.propertyNames());
        assertThat(schema.path("example").propertyNames()).containsExactlyInAnyOrderElementsOf(image.propertyNames());
        assertThat(schemas.path("Rendition").path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(image.path("renditions").path(0).propertyNames());
        assertThat(schema.path("example").path("camera").propertyNames())
                .containsExactlyInAnyOrderElementsOf(schemas.path("Camera").path("properties").propertyNames());
        assertThat(schemas.path("Camera").path("properties").path("iso").path("type").toString()).contains("null");
    }

    @Test
    void bodiesAreDescribed() {
        JsonNode api = description();
        JsonNode upload = api.path("paths").path("/api/images").path("post");
        JsonNode change = api.path("paths").path("/api/images/{id}").path("patch");

        assertThat(upload.at("/requestBody/content/multipart~1form-data/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Upload");
        assertThat(api.at("/components/schemas/Upload/required").toString()).isEqualTo("[\"file\"]");
        assertThat(api.at("/components/schemas/Upload/properties/file/format").asString()).isEqualTo("binary");
        assertThat(change.at("/requestBody/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/ImageChange");
        assertThat(upload.at("/responses/201/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Image");
        assertThat(change.at("/responses/412/content").propertyNames()).containsExactly("application/problem+json");
        assertThat(upload.path("security")).isNotEmpty();
        assertThat(api.at("/paths/~1api~1images~1{id}~1original/get/responses/200/content").propertyNames())
                .containsExactly("image/*");
    }

    private JsonNode description() {
        var response = get("/internal/openapi.json");
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
