package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.user.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that are sent again because their answer was lost.
class IdempotencyTest extends KeyedTest {

    private static final String NEW = "Another-horse2";

    @Test
    void whoSignsUpAgainGetsTheFirstAnswerAndNoSecondCode() {
        String username = Api.newUsername();

        Answer first = keyedSignUp(username);
        String code = code(username);
        Answer again = keyedSignUp(username);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertSame(again, first);
        api.post("/api/users", signUpOf(username)).assertProblem(409, "username-taken");
        assertThat(code(username)).isEqualTo(code);
        String path = "/api/users/" + username + "/confirmation";
        assertThat(api.post(path, Map.of("code", code)).status()).isEqualTo(204);
    }

    @Test
    void confirmationsCanBeRepeated() {
        String username = signUp();
        String path = "/api/users/" + username + "/confirmation";
        Map<String, String> code = Map.of("code", code(username));

        assertThat(keyed("POST", path, null, code).status()).isEqualTo(204);
        assertThat(keyed("POST", path, null, code).status()).isEqualTo(204);
        api.post(path, code).assertProblem(400, "already-confirmed");
    }

    @Test
    void passwordChangesCanBeRepeated() {
        String username = newUser();
        String token = token(username);
        Map<String, String> change = Map.of("currentPassword", PASSWORD, "newPassword", NEW);

        assertThat(keyed("PUT", "/api/users/me/password", token, change).status()).isEqualTo(204);
        Answer again = keyed("PUT", "/api/users/me/password", token(username, NEW), change);

        assertThat(again.status()).as(again.text()).isEqualTo(204);
        assertThat(again.text()).isEmpty();
        api.send("PUT", "/api/users/me/password", token, change).assertProblem(400, "wrong-password");
    }

    @Test
    void theFirstAnswerOutlivesOtherChanges() {
        String token = token(newUser());

        Answer first = keyed("PATCH", "/api/users/me", token, Map.of("bio", "first"));
        assertThat(api.send("PATCH", "/api/users/me", token, Map.of("bio", "second")).status()).isEqualTo(200);
        Answer again = keyed("PATCH", "/api/users/me", token, Map.of("bio", "first"));

        assertThat(first.text("bio")).isEqualTo("first");
        assertSame(again, first);
        assertThat(api.send("PATCH", "/api/users/me", token, Map.of()).text("bio")).isEqualTo("second");
    }

    @Test
    void refusesADifferentRequest() {
        String username = newUser();
        String token = token(username);
        assertThat(keyed("PATCH", "/api/users/me", token, Map.of("bio", "one")).status()).isEqualTo(200);

        keyed("PATCH", "/api/users/me", token, Map.of("bio", "two")).assertProblem(422, "idempotency-key-reused");
        keyed("PATCH", "/api/users/me?x=1", token, Map.of("bio", "one")).assertProblem(422, "idempotency-key-reused");
        keyed("PUT", "/api/users/me/password", token, Map.of("bio", "one"))
                .assertProblem(422, "idempotency-key-reused");
        assertThat(api.get("/api/users/" + username).text("bio")).isEqualTo("one");
    }

    @Test
    void aKeyIsItsUsersOwn() {
        String ada = newUser();
        String bob = newUser();

        for (String username : List.of(ada, bob)) {
            Answer answer = keyed("PATCH", "/api/users/me", token(username), Map.of("bio", "I"));
            assertThat(answer.text("username")).isEqualTo(username);
            assertThat(keyedLogIn(username, PASSWORD).status()).isEqualTo(200);
            assertThat(keyed("POST", "/api/users/" + username + "/password-reset").status()).isEqualTo(422);
        }
        assertThat(rows()).extracting(row -> row.get("username"))
                .containsExactlyInAnyOrder(ada, "~" + ada, bob, "~" + bob);
    }

    @Test
    void tokensAreGivenAgain() {
        String username = newUser();

        Answer first = keyedLogIn(username, PASSWORD);
        Answer again = keyedLogIn(username, PASSWORD);
        String refreshToken = first.text("refreshToken");
        Answer refreshed = keyed("POST", "/api/tokens", null, Map.of("refreshToken", refreshToken));
        Answer refreshedAgain = keyed("POST", "/api/tokens", null, Map.of("refreshToken", refreshToken));

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertSame(again, first);
        assertThat(refreshed.text("accessToken")).isNotEmpty().isNotEqualTo(first.text("accessToken"));
        assertSame(refreshedAgain, refreshed);
        assertThat(logIn(username, PASSWORD).text("accessToken")).isNotEqualTo(first.text("accessToken"));
    }

    @Test
    void sessionsAreGivenAgain() {
        Map<String, String> credentials = Map.of("username", newUser(), "password", PASSWORD);

        Answer first = keyed("POST", "/internal/sessions", null, credentials);
        Answer again = keyed("POST", "/internal/sessions", null, credentials);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertSame(again, first);
    }

    @Test
    void whoAsksForCodesLearnsNothing() {
        for (String username : new String[]{newUser(), signUp(), Api.newUsername(), "1"}) {
            for (String kind : new String[]{"password-reset", "confirmation/resend"}) {
                for (int i = 0; i < 2; i++) {
                    Answer answer = api.sendKeyed(List.of(key + kind), "POST", "/api/users/" + username + "/" + kind,
                            null, null);
                    assertThat(answer.status()).as(username).isEqualTo(202);
                    assertThat(answer.text()).isEmpty();
                    assertThat(answer.headers().map()).doesNotContainKey("Content-Type");
                }
            }
        }
    }

    @Test
    void aFailedAttemptLeavesTheKeyUnused() {
        String username = newUser();

        keyedLogIn(username, PASSWORD + "x").assertProblem(401, "wrong-credentials");
        assertThat(rows()).isEmpty();
        keyed("POST", "/api/tokens", null, Map.of("username", username)).assertProblem(400, "invalid-field");

        assertThat(keyedLogIn(username, PASSWORD).status()).isEqualTo(200);
    }

    static Stream<List<String>> badKeys() {
        return Stream.of(List.of(""), List.of("two words"), List.of("k".repeat(256)), List.of("a", "b"));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void refusesWhatIsNoKey(List<String> keys) {
        String username = Api.newUsername();

        Answer answer = api.sendKeyed(keys, "POST", "/api/users/" + username + "/password-reset", null, null);

        assertThat(answer.assertProblem(400, "invalid-field").errors()).containsExactly("Idempotency-Key:key");
    }

    @Test
    void boundsTheBody() {
        keyed("POST", "/api/users", null, Map.of("username", "a".repeat(70_000))).assertProblem(413, "too-large");
    }

    @Test
    void whileTheFirstIsUnderWayRepetitionsAreToldToComeBack() {
        String username = Api.newUsername();
        claimedElsewhere("~" + username, 600);

        Answer early = keyedSignUp(username).assertProblem(409, "request-under-way");

        assertThat(Integer.parseInt(early.retryAfter().orElseThrow())).isPositive();
        assertThat(COMPONENTS.accounts().exists(username)).isFalse();
    }

    @Test
    void theClaimOfAProcessThatDiedBecomesFree() {
        String username = Api.newUsername();
        claimedElsewhere("~" + username, 600);
        keyedSignUp(username).assertProblem(409, "request-under-way");

        claimLapses();

        assertThat(keyedSignUp(username).status()).isEqualTo(201);
    }

    @Test
    void ofManyAtOnceOneIsDone() throws Exception {
        String username = Api.newUsername();
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = together.invokeAll(IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(i -> () -> keyedSignUp(username))
                    .toList());
            for (Future<Answer> answer : answers) {
                if (answer.get().status() != 201) {
                    answer.get().assertProblem(409, "request-under-way");
                }
            }
        }
        assertThat(keyedSignUp(username).status()).isEqualTo(201);
        assertThat(rows()).hasSize(1);
    }

    private String token(String username, String password) {
        return logIn(username, password).text("accessToken");
    }

    private static void assertSame(Answer again, Answer first) {
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        for (String header : List.of("Content-Type", "Cache-Control", "Content-Length")) {
            assertThat(again.headers().firstValue(header)).as(header).isEqualTo(first.headers().firstValue(header));
        }
    }
}
