package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The description of the API says what the portal does: all of its routes, and answers as they are.
class OpenApiIT extends SystemTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    @Test
    void describesEveryRouteOfTheContractAndNoOther() {
        Set<String> described = new TreeSet<>();
        api().path("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
            if (METHODS.contains(method)) {
                described.add(new Contract(method.toUpperCase(Locale.ROOT), path).withoutNames().toString());
            }
        }));

        assertThat(described).containsExactlyInAnyOrderElementsOf(Contract.ROUTES.stream()
                .map(route -> route.withoutNames().toString())
                .collect(Collectors.toSet()));
    }

    @Test
    void isOpenApi31AndEveryReferenceLeadsSomewhere() {
        JsonNode api = api();

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        List<String> references = new ArrayList<>();
        collect(api, "$ref", references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(api.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        });
    }

    @Test
    void everyExampleFitsItsSchema() {
        JsonNode api = api();
        List<String> checked = new ArrayList<>();
        api.path("components").path("schemas").forEachEntry((name, schema) -> {
            if (schema.has("example")) {
                assertFits(api, schema, schema.path("example"), name);
                checked.add(name);
            }
        });
        api.path("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
            List<JsonNode> contents = new ArrayList<>();
            contents.add(operation.path("requestBody").path("content"));
            operation.path("responses").forEach(response -> contents.add(response.path("content")));
            contents.forEach(content -> content.forEachEntry((type, media) -> {
                if (type.endsWith("json")) {
                    examples(media).forEach(example -> {
                        assertFits(api, media.path("schema"), example, method + " " + path);
                        checked.add(method + " " + path);
                    });
                }
            }));
        }));

        assertThat(checked).as("schemas and operations with examples").hasSizeGreaterThan(10);
    }

    @Test
    void answersAreAsDescribed() {
        JsonNode api = api();
        Person ada = newPerson();
        Answer created = client().upload(ada.accessToken(), Form.of(Pictures.jpeg(60, 40)).caption("Low tide #sea"));
        Image image = created.as(Image.class);
        awaitShownOnce(image);

        assertDescribed(api, "post", "/api/images", created);
        Map.of("/api/images/{id}", "/api/images/" + image.id(),
                "/api/users/{username}", "/api/users/" + ada.username(),
                "/api/feed", "/api/feed",
                "/api/users/{username}/images", "/api/users/" + ada.username() + "/images",
                "/api/tags/{tag}/images", "/api/tags/sea/images",
                "/api/tags", "/api/tags",
                "/api/search", "/api/search?q=tide",
                "/api/search/suggestions", "/api/search/suggestions?q=" + ada.username())
                .forEach((path, request) -> assertDescribed(api, "get", path, client().get(request)));
        assertDescribed(api, "get", "/api/images/{id}", client().get("/api/images/no-uuid"));
        assertDescribed(api, "get", "/api/search", client().get("/api/search?q="));
    }

    @Test
    void canBeBrowsedWithoutAnotherHost() {
        Answer page = client().get("/api/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.toString()).doesNotContain("https://").doesNotContain("http://");
    }

    private static JsonNode api() {
        Answer answer = client().get("/api/openapi.json");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return JSON.readTree(answer.bytes());
    }

    private static void assertDescribed(JsonNode api, String method, String path, Answer answer) {
        JsonNode responses = operation(api, method, path).path("responses");
        JsonNode response = responses.has(Integer.toString(answer.status()))
                ? responses.path(Integer.toString(answer.status()))
                : responses.path("default");
        String type = String.valueOf(answer.header("Content-Type"));
        JsonNode media = response.path("content").path(type.split(";", -1)[0].strip());
        assertThat(media.isMissingNode()).as("%s %s answers %s, which is not described", method, path, type).isFalse();
        assertFits(api, media.path("schema"), JSON.readTree(answer.bytes()), method + " " + path);
    }

    private static JsonNode operation(JsonNode api, String method, String path) {
        String wanted = new Contract(method, path).withoutNames().path();
        return api.path("paths")
                .propertyStream()
                .filter(entry -> new Contract(method, entry.getKey()).withoutNames().path().equals(wanted))
                .map(entry -> entry.getValue().path(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not described"));
    }

    private static List<JsonNode> examples(JsonNode media) {
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.path("example"));
        }
        media.path("examples").forEach(example -> examples.add(example.path("value")));
        return examples;
    }

    /// @param schema refers to the description's components
    private static void assertFits(JsonNode api, JsonNode schema, JsonNode value, String what) {
        assertThat(schema.isMissingNode()).as("%s has a schema", what).isFalse();
        ObjectNode document = JSON.createObjectNode();
        document.set("components", api.path("components"));
        document.putArray("allOf").add(schema);
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
        assertThat(validator.validate(value)).as("%s: %s", what, value).isEmpty();
    }

    private static void collect(JsonNode node, String name, List<String> values) {
        if (node.isObject()) {
            node.forEachEntry((key, value) -> {
                if (key.equals(name) && value.isString()) {
                    values.add(value.asString());
                }
            });
        }
        node.forEach(child -> collect(child, name, values));
    }
}
