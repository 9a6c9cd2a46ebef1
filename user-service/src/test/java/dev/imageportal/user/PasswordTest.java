package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.user.Api.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Passwords that were forgotten, and such that are changed.
class PasswordTest extends ServiceTest {

    private static final String NEW = "Another-horse2";

    @Test
    void setsAForgottenPasswordByACode() {
        String username = newUser();
        String code = resetCode(username);

        Answer set = set(username, code, NEW);

        assertThat(set.status()).as(set.text()).isEqualTo(204);
        logIn(username, PASSWORD).assertProblem(401, "wrong-credentials");
        assertThat(logIn(username, NEW).status()).isEqualTo(200);
        set(username, code, PASSWORD).assertProblem(400, "wrong-code");
        assertThat(logIn(username, NEW).status()).isEqualTo(200);
    }

    @Test
    void refusesWrongCodesAndUnknownAccountsAlike() {
        String username = newUser();
        String right = resetCode(username);
        String wrong = right.equals("000000") ? "000001" : "000000";

        Answer wrongCode = set(username, wrong, NEW);

        wrongCode.assertProblem(400, "wrong-code");
        assertThat(wrongCode.errors()).containsExactly("code:code");
        String unknown = Api.newUsername();
        assertThat(set(unknown, wrong, NEW).text().replace(unknown, username)).isEqualTo(wrongCode.text());
        String unconfirmed = signUp();
        assertThat(set(unconfirmed, wrong, NEW).text().replace(unconfirmed, username)).isEqualTo(wrongCode.text());
        set(username, "no code at all", NEW).assertProblem(400, "wrong-code");
        set("1", wrong, NEW).assertProblem(400, "wrong-code");
        set("ME", wrong, NEW).assertProblem(400, "wrong-code");
        assertThat(logIn(username, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void answersEveryRequestForACodeAlike() {
        String unconfirmed = signUp();
        String signUpCode = code(unconfirmed);
        for (String username : new String[]{newUser(), Api.newUsername(), unconfirmed, "1", "me", "%F0%9F%92%A3"}) {
            for (String kind : new String[]{"password-reset", "confirmation/resend"}) {
                Answer answer = api.post("/api/users/" + username + "/" + kind);
                assertThat(answer.status()).as(username).isEqualTo(202);
                assertThat(answer.text()).isEmpty();
            }
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(code(unconfirmed)).isNotEqualTo(signUpCode));
        assertThat(confirm(unconfirmed, code(unconfirmed)).status()).isEqualTo(204);
    }

    @Test
    void checksTheRulesBeforeTheCode() {
        assertThat(api.send("PUT", "/api/users/" + Api.newUsername() + "/password", null, Map.of()).errors())
                .containsExactly("code:required", "newPassword:required");
        assertThat(set(Api.newUsername(), "123456", "short").assertProblem(400, "invalid-field").errors())
                .containsExactly("newPassword:minLength", "newPassword:upper", "newPassword:digit",
                        "newPassword:symbol");
    }

    @Test
    void changesAPassword() {
        String username = newUser();

        Answer changed = change(token(username), PASSWORD, NEW);

        assertThat(changed.status()).as(changed.text()).isEqualTo(204);
        logIn(username, PASSWORD).assertProblem(401, "wrong-credentials");
        assertThat(logIn(username, NEW).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wrong-horse1", "", "x"})
    void namesTheFieldWhenTheCurrentPasswordIsWrong(String wrong) {
        String username = newUser();

        Answer answer = change(token(username), wrong, NEW);

        assertThat(answer.assertProblem(400, "wrong-password").errors()).containsExactly("currentPassword:password");
        assertThat(logIn(username, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void changesNothingForAWeakPasswordOrASomebodyElse() {
        String username = newUser();
        String token = token(username);

        assertThat(change(token, PASSWORD, "short").errors()).contains("newPassword:minLength");
        assertThat(change(token, "x".repeat(10_000), NEW).errors()).containsExactly("currentPassword:password");
        assertThat(api.send("PUT", "/api/users/me/password", token, Map.of()).errors())
                .containsExactly("currentPassword:required", "newPassword:required");
        api.send("PUT", "/api/users/me/password", null, Map.of("currentPassword", PASSWORD, "newPassword", NEW))
                .assertProblem(401, "unauthenticated");
        api.send("PUT", "/api/users/%6De/password", null, Map.of("code", "123456", "newPassword", NEW))
                .assertProblem(401, "unauthenticated");
        assertThat(logIn(username, PASSWORD).status()).isEqualTo(200);
    }

    private String resetCode(String username) {
        String before = code(username);
        assertThat(api.post("/api/users/" + username + "/password-reset").status()).isEqualTo(202);
        return await().atMost(SOON).until(() -> code(username), code -> !code.equals(before));
    }

    private Answer set(String username, String code, String newPassword) {
        return api.send("PUT", "/api/users/" + username + "/password", null,
                Map.of("code", code, "newPassword", newPassword));
    }

    private Answer change(String token, String currentPassword, String newPassword) {
        return api.send("PUT", "/api/users/me/password", token,
                Map.of("currentPassword", currentPassword, "newPassword", newPassword));
    }
}
