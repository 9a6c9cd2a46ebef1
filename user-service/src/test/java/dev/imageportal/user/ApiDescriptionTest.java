package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.user.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the service says of its own part of the API.
class ApiDescriptionTest extends ServiceTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void describesEveryRoute() {
        Map<String, String> statuses = new TreeMap<>();
        description().path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation -> statuses.put(operation.getKey() + " " + path.getKey(),
                                String.join(" ", operation.getValue().path("responses").propertyNames()))));

        assertThat(statuses).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("post /api/users", "201 400 409 default"),
                Map.entry("post /api/users/{username}/confirmation", "204 400 default"),
                Map.entry("post /api/users/{username}/confirmation/resend", "202 default"),
                Map.entry("post /api/users/{username}/password-reset", "202 default"),
                Map.entry("put /api/users/{username}/password", "204 400 default"),
                Map.entry("get /api/users/{username}", "200 404 default"),
                Map.entry("patch /api/users/me", "200 400 401 default"),
                Map.entry("delete /api/users/me", "204 400 401 503 default"),
                Map.entry("put /api/users/me/password", "204 400 401 default"),
                Map.entry("post /api/tokens", "200 400 401 403 default"),
                Map.entry("get /api/session", "200 401 default")));
    }

    @Test
    void saysWhatNeedsAToken() {
        List<String> secured = description().path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> operation.getValue().has("security"))
                        .map(operation -> operation.getKey() + " " + path.getKey()))
                .toList();

        assertThat(secured).containsExactlyInAnyOrder("patch /api/users/me", "delete /api/users/me",
                "put /api/users/me/password", "get /api/session");
    }

    @Test
    void saysWhatTakesAnIdempotencyKey() {
        description().path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyStream())
                .forEach(operation -> assertThat(operation.getValue()
                        .path("parameters")
                        .valueStream()
                        .map(parameter -> parameter.path("name").asString()))
                        .filteredOn("Idempotency-Key"::equals)
                        .hasSize(operation.getKey().equals("get") ? 0 : 1));
    }

    @Test
    void saysWhichFieldsThereAre() {
        JsonNode schemas = description().at("/components/schemas");

        assertThat(schemas.propertyNames()).containsExactlyInAnyOrder("SignUp", "SignedUp", "Confirmation",
                "NewPassword", "PasswordChange", "ProfileChange", "AccountDeletion", "Profile", "TokenRequest",
                "Tokens", "Session", "Problem", "FieldError");
        assertThat(names(schemas.at("/SignUp/required"))).containsExactlyInAnyOrder("username", "email", "password");
        assertThat(names(schemas.at("/ProfileChange/properties/bio/type"))).containsExactlyInAnyOrder("string",
                "null");
        assertThat(schemas.at("/ProfileChange/properties/displayName/type").asString()).isEqualTo("string");
    }

    /// The examples are good requests, and what they are answered with looks like the examples of answers.
    @Test
    void givesExamplesThatWork() {
        String username = Api.newUsername();
        Answer signedUp = api.post("/api/users", example("SignUp", username));
        assertThat(signedUp.status()).as(signedUp.text()).isEqualTo(201);
        assertSameForm(signedUp, "SignedUp");
        Map<String, Object> confirmation = example("Confirmation", username);
        confirmation.put("code", code(username));
        assertThat(api.post("/api/users/" + username + "/confirmation", confirmation).status()).isEqualTo(204);
        assertSameForm(api.get("/api/users/" + username), "Profile");

        Answer tokens = api.post("/api/tokens", example("TokenRequest", username));
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        String token = tokens.text("accessToken");
        assertSameForm(api.sendText("GET", "/api/session", token, null), "Session");
        Answer edited = api.send("PATCH", "/api/users/me", token, example("ProfileChange", username));
        assertThat(edited.text("bio")).isEqualTo("Bridges and fog.");
        assertThat(api.send("PUT", "/api/users/me/password", token, example("PasswordChange", username)).status())
                .isEqualTo(204);
        assertThat(api.send("DELETE", "/api/users/me", token, Map.of("password", "Rainy-Day8")).status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"NewPassword,code newPassword", "AccountDeletion,password"})
    void givesExamplesOfTheRightForm(String schema, String fields) {
        assertThat(String.join(" ", example(schema, "grace").keySet())).isEqualTo(fields);
    }

    private void assertSameForm(Answer answer, String schema) {
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrderElementsOf(example(schema, "").keySet());
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        names(description().at("/components/schemas/" + schema + "/required")));
    }

    private Map<String, Object> example(String schema, String username) {
        JsonNode example = description().at("/components/schemas/" + schema + "/example");
        assertThat(example).as(schema).isInstanceOf(ObjectNode.class);
        Map<String, Object> fields = new TreeMap<>();
        example.propertyStream().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.computeIfPresent("username", (_, _) -> username);
        return fields;
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
    }

    private JsonNode description() {
        Answer answer = api.get("/internal/openapi.json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.text());
    }
}
