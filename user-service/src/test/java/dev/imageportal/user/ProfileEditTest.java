package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.user.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What people change of their own profile.
class ProfileEditTest extends ServiceTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        String username = newUser();
        String token = token(username);

        Answer both = edit(token, Map.of("displayName", "  Ada 🦋 ", "bio", " Bridges,\r\nfog and चित्र.\n"));
        assertThat(both.status()).as(both.text()).isEqualTo(200);
        assertThat(both.text("displayName")).isEqualTo("Ada 🦋");
        assertThat(both.text("bio")).isEqualTo("Bridges,\nfog and चित्र.");
        assertThat(both.text()).isEqualTo(api.get("/api/users/" + username).text());

        assertThat(edit(token, Map.of("displayName", "Ada")).text("bio")).isEqualTo("Bridges,\nfog and चित्र.");
        assertThat(edit(token, Map.of("bio", "Fog.")).text("displayName")).isEqualTo("Ada");
        assertThat(edit(token, Map.of("username", "root", "joinedAt", 5, "x", List.of())).text("bio"))
                .isEqualTo("Fog.");
        assertThat(editText(token, "{}").text("bio")).isEqualTo("Fog.");
        Answer nothing = editText(token, null);
        assertThat(nothing.status()).as(nothing.text()).isEqualTo(200);
        assertThat(nothing.text("bio")).isEqualTo("Fog.");
        assertThat(nothing.text("username")).isEqualTo(username);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"  \""})
    void clearsTheBio(String cleared) {
        String token = token(newUser());
        edit(token, Map.of("bio", "Fog."));

        Answer answer = editText(token, "{\"bio\": " + cleared + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("bio").asString("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"displayName\": null}|displayName:minLength", "{\"displayName\": \"\"}|displayName:minLength",
            "{\"displayName\": \" \\t \"}|displayName:minLength",
            "{\"displayName\": \"a\\nb\"}|displayName:characters",
            "{\"displayName\": \"a\\u0000b\"}|displayName:characters",
            "{\"displayName\": \"a\\u202Eb\"}|displayName:characters",
            "{\"displayName\": \"\\uD83E\"}|displayName:characters",
            "{\"displayName\": \"\\u200B\\u00A0\"}|displayName:visible",
            "{\"displayName\": \"\\u3164\"}|displayName:visible", "{\"displayName\": 5}|displayName:type",
            "{\"displayName\": [\"a\"]}|displayName:type", "{\"bio\": {}}|bio:type", "{\"bio\": true}|bio:type",
            "{\"bio\": \"a\\u0007\"}|bio:characters", "{\"bio\": \"a\\u2066b\"}|bio:characters"})
    void refusesWhatIsNoTextOrNoneToShow(String body, String error) {
        String username = newUser();

        Answer answer = editText(token(username), body);

        assertThat(answer.assertProblem(400, "invalid-field").errors()).containsExactly(error);
        assertThat(api.get("/api/users/" + username).text("displayName")).isEqualTo(username);
    }

    @Test
    void boundsWhatPeopleWrite() {
        String username = newUser();
        String token = token(username);

        Answer longest = edit(token, Map.of("displayName", "🦋".repeat(100), "bio", "🌉".repeat(500)));
        assertThat(longest.status()).as(longest.text()).isEqualTo(200);
        assertThat(longest.text("bio")).isEqualTo("🌉".repeat(500));

        Answer longer = edit(token, Map.of("displayName", "🦋".repeat(101), "bio", "🌉".repeat(501)));
        assertThat(longer.assertProblem(400, "invalid-field").errors()).containsExactly("displayName:maxLength",
                "bio:maxLength");
        editText(token, "{\"bio\": \"" + "x".repeat(70_000) + "\"}").assertProblem(400, "malformed-body");
        assertThat(api.get("/api/users/" + username).text()).isEqualTo(longest.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "5", "\"x\"", "{\"bio\": \"a\"", "nul"})
    void refusesWhatIsNoObject(String body) {
        editText(token(newUser()), body).assertProblem(400, "malformed-body");
    }

    @Test
    void isForOneselfAlone() {
        String username = newUser();

        api.send("PATCH", "/api/users/me", null, Map.of("bio", "x")).assertProblem(401, "unauthenticated");
        api.send("PATCH", "/api/users/" + username, token(newUser()), Map.of("bio", "x"))
                .assertProblem(405, "method-not-allowed");
        assertThat(api.get("/api/users/" + username).text("bio")).isEmpty();
    }

    @Test
    void makesAProfileThatWasMissing() {
        String username = Api.newUsername();
        String token = COMPONENTS.accounts().accessToken(username);

        Answer answer = edit(token, Map.of("bio", "Fog."));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text("displayName")).isEqualTo(username);
        assertThat(api.get("/api/users/" + username).text("bio")).isEqualTo("Fog.");
    }

    @Test
    void keepsBothOfTwoEditsAtOnce() throws Exception {
        String username = newUser();
        String token = token(username);

        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = together.invokeAll(List.<Callable<Answer>>of(
                    () -> edit(token, Map.of("displayName", "Ada")), () -> edit(token, Map.of("bio", "Fog."))));
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
            }
        }

        Answer profile = api.get("/api/users/" + username);
        assertThat(profile.text("displayName")).isEqualTo("Ada");
        assertThat(profile.text("bio")).isEqualTo("Fog.");
    }

    private Answer edit(String token, Map<String, ?> fields) {
        return editText(token, JSON.writeValueAsString(fields));
    }

    private Answer editText(String token, @Nullable String body) {
        return api.sendText("PATCH", "/api/users/me", token, body);
    }
}
