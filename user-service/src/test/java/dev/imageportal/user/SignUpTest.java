package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.user.Api.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person can sign up with.
class SignUpTest extends ServiceTest {

    @Test
    void refusesATakenName() {
        String username = signUp();

        Answer answer = signUp(username.toUpperCase(Locale.ROOT), "other@example.org", PASSWORD);

        answer.assertProblem(409, "username-taken");
        assertThat(answer.errors()).containsExactly("username:unique");
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        Answer empty = api.post("/api/users", Map.of());
        empty.assertProblem(400, "invalid-field");
        assertThat(empty.errors()).containsExactly("username:required", "email:required", "password:required");

        Answer bad = api.post("/api/users", Map.of("username", "1a", "email", "ada", "password", "short",
                "displayName", "a\nb".repeat(40)));
        bad.assertProblem(400, "invalid-field");
        assertThat(bad.errors()).containsExactly("username:username", "email:email", "password:minLength",
                "password:upper", "password:digit", "password:symbol", "displayName:maxLength",
                "displayName:characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ab", "1ab", "_ab", ".ab", "a b c", "adä", "ada-l", "a/b/c", "abcdefghijklmnopqrstuvwxyz01234", "ada\n",
            "ſada"})
    void refusesOtherUserNames(String username) {
        assertThat(signUp(username, "ada@example.org", PASSWORD).errors()).containsExactly("username:username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "API", "internal", "media"})
    void keepsSomeNamesForItself(String username) {
        assertThat(signUp(username, "ada@example.org", PASSWORD).errors()).containsExactly("username:reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ada", "@example.org", "ada@", "ada@example", "ada@@example.org", "ada@exa mple.org", "a..b@example.org",
            ".a@example.org", "ada@-example.org", "ada@example..org", "ada@example.org\n", "<ada@example.org>",
            "ada@example.org,bob@example.org"})
    void refusesWhatIsNoEmail(String email) {
        assertThat(signUp(Api.newUsername(), email, PASSWORD).errors()).containsExactly("email:email");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Aa1-aaa minLength", "aaaaaa1- upper", "AAAAAA1- lower", "Aaaaaaa- digit", "Aaaaaaa1 symbol",
            "Ää1-äää1 "})
    void refusesWeakPasswords(String passwordAndRule) {
        String password = passwordAndRule.substring(0, passwordAndRule.lastIndexOf(' '));
        String rule = passwordAndRule.substring(passwordAndRule.lastIndexOf(' ') + 1);

        List<String> errors = signUp(Api.newUsername(), "ada@example.org", password).errors();

        assertThat(errors).containsExactly(rule.isEmpty()
                ? new String[]{"password:upper", "password:lower"}
                : new String[]{"password:" + rule});
    }

    @Test
    void boundsWhatItReads() {
        assertThat(signUp(Api.newUsername(), "a".repeat(64) + "@" + "example.".repeat(24) + "org", PASSWORD).errors())
                .containsExactly("email:maxLength");
        assertThat(signUp(Api.newUsername(), "ada@example.org", "Aa1-" + "x".repeat(253)).errors())
                .containsExactly("password:maxLength");
        api.postText("/api/users", "{\"username\": \"" + "a".repeat(70_000) + "\"}")
                .assertProblem(400, "malformed-body");
        api.postText("/api/users", "{").assertProblem(400, "malformed-body");
        api.postText("/api/users", "{\"username\": {}}").assertProblem(400, "malformed-body");
        api.post("/api/tokens", Map.of("username", "ada", "password", "x".repeat(10_000)))
                .assertProblem(401, "wrong-credentials");
        api.post("/api/tokens", Map.of("refreshToken", "x".repeat(10_000))).assertProblem(401, "wrong-refresh-token");
    }

    @Test
    void takesTheLargestOfEverything() {
        String username = ("z" + Api.newUsername() + "_.0123456789").substring(0, 30);
        String displayName = "🦋".repeat(100);
        Answer answer = api.post("/api/users", Map.of("username", username, "email", username + "@example.org",
                "password", "Aa1-" + "x".repeat(252), "displayName", displayName));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);

        assertThat(confirm(username, code(username)).status()).isEqualTo(204);
        assertThat(api.get("/api/users/" + username).text("displayName")).isEqualTo(displayName);
    }

    @Test
    void storesNothingBeforeTheConfirmation() {
        String username = signUp();

        assertThat(database.sql("SELECT COUNT(*) FROM profile WHERE username = ?")
                .param(username)
                .query(Integer.class)
                .single()).isZero();
    }
}
