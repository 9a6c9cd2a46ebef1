package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.UserEvent;
import dev.imageportal.local.TestAccounts;
import dev.imageportal.user.AccountDeletion.State;
import dev.imageportal.user.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deleting one's account, from the request until the user name is free again.
class AccountDeletionTest extends DeletionTest {

    @Test
    void deletesAnAccountForGood() {
        String username = newUser();
        Answer tokens = logIn(username, PASSWORD);
        String token = tokens.text("accessToken");
        double before = metric("portal_accounts_deleted_total");
        Instant asked = Instant.now().minusSeconds(1);

        Answer deleted = delete(token, PASSWORD);

        assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
        api.get("/api/users/" + username).assertProblem(404, "not-found");
        logIn(username, PASSWORD).assertProblem(401, "wrong-credentials");
        assertRefused(username, token);
        UserEvent event = UserEvents.awaitFirst(username, kafka());
        assertThat(event.username()).isEqualTo(username);
        assertThat(event.occurredAt()).isBetween(asked, Instant.now());
        awaitState(username, State.PUBLISHED);
        assertThat(metric("portal_accounts_deleted_total")).isGreaterThanOrEqualTo(before + 1);
        assertThat(COMPONENTS.accounts().exists(username)).isFalse();
        assertRefused(username, token);
        api.post("/api/tokens", Map.of("refreshToken", tokens.text("refreshToken")))
                .assertProblem(401, "wrong-refresh-token");
        api.post("/internal/sessions/refresh",
                Map.of("username", username, "refreshToken", tokens.text("refreshToken")))
                .assertProblem(401, "wrong-refresh-token");
        assertThat(api.get("/internal/users/display-names?usernames=" + username).text()).isEqualTo("{}");
        assertThat(signUp(username, "new@example.org", PASSWORD).assertProblem(409, "username-taken").errors())
                .containsExactly("username:unique");
        assertThat(UserEvents.of(username, kafka())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wrong-horse1", "", " "})
    void asksForThePassword(String wrong) {
        String username = newUser();
        String token = token(username);

        assertThat(delete(token, wrong).assertProblem(400, "wrong-password").errors())
                .containsExactly("password:password");
        assertThat(api.send("DELETE", "/api/users/me", token, Map.of()).errors()).containsExactly("password:required");
        api.sendText("DELETE", "/api/users/me", token, null).assertProblem(400, "malformed-body");
        api.send("DELETE", "/api/users/me", null, Map.of("password", PASSWORD)).assertProblem(401, "unauthenticated");
        delete(token(newUser()), PASSWORD + "x").assertProblem(400, "wrong-password");

        assertThat(api.get("/api/users/" + username).status()).isEqualTo(200);
        assertThat(state(username)).isEmpty();
    }

    @Test
    void deletesOnceHoweverManyAskAtOnce() throws Exception {
        String username = newUser();
        String token = token(username);

        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = together.invokeAll(IntStream.range(0, 4)
                    .<Callable<Answer>>mapToObj(i -> () -> delete(token, PASSWORD))
                    .toList());
            int deleted = 0;
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isIn(204, 401);
                deleted += answer.get().status() == 204 ? 1 : 0;
            }
            assertThat(deleted).isPositive();
        }

        awaitState(username, State.PUBLISHED);
        assertThat(UserEvents.of(username, kafka())).hasSize(1);
    }

    @Test
    void makesNoProfileForALogInAtTheSameTime() throws Exception {
        for (int i = 0; i < 5; i++) {
            String username = Api.newUsername();
            String token = COMPONENTS.accounts().accessToken(username);
            try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> answer : together.invokeAll(List.<Callable<Answer>>of(
                        () -> delete(token, TestAccounts.PASSWORD),
                        () -> logIn(username, TestAccounts.PASSWORD),
                        () -> api.send("PATCH", "/api/users/me", token, Map.of("bio", "x"))))) {
                    assertThat(answer.get().status()).as(answer.get().text()).isIn(204, 200, 401);
                }
            }
            api.get("/api/users/" + username).assertProblem(404, "not-found");
        }
    }

    @Test
    void keepsTheNameForAWhile() {
        String username = newUser();
        assertThat(delete(token(username), PASSWORD).status()).isEqualTo(204);
        awaitState(username, State.PUBLISHED);
        Instant due = database.sql("SELECT due_at FROM account_deletion WHERE username = ?")
                .param(username)
                .query(LocalDateTime.class)
                .single()
                .toInstant(ZoneOffset.UTC);
        assertThat(due).isAfter(Instant.now().plus(Duration.ofDays(29)));
        signUp(username, "new@example.org", PASSWORD).assertProblem(409, "username-taken");

        database.sql("UPDATE account_deletion SET due_at = recorded_at WHERE username = ?").param(username).update();

        await().atMost(SOON).untilAsserted(() -> assertThat(state(username)).isEmpty());
        assertThat(signUp(username, "new@example.org", PASSWORD).status()).isEqualTo(201);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(confirm(username, code(username)).status()).isEqualTo(204));
        assertThat(logIn(username, PASSWORD).status()).isEqualTo(200);
        assertThat(UserEvents.of(username, kafka())).hasSize(1);
    }

    /// Somebody who signed up in the moment between the removal and the reservation.
    @Test
    void letsNobodyConfirmAReservedName() {
        String username = signUp();
        String code = code(username);
        insert(username, State.PUBLISHED, Duration.ofDays(1));

        confirm(username, code).assertProblem(400, "wrong-code");
        api.send("PUT", "/api/users/" + username + "/password", null, Map.of("code", code, "newPassword", PASSWORD))
                .assertProblem(400, "wrong-code");
        assertThat(api.post("/api/users/" + username + "/password-reset").status()).isEqualTo(202);
    }

    private void assertRefused(String username, String token) {
        delete(token, PASSWORD).assertProblem(401, "unauthenticated");
        api.send("PATCH", "/api/users/me", token, Map.of("bio", "x")).assertProblem(401, "unauthenticated");
        api.send("PUT", "/api/users/me/password", token,
                Map.of("currentPassword", PASSWORD, "newPassword", "Another-horse2"))
                .assertProblem(401, "unauthenticated");
        api.sendText("GET", "/api/session", token, null).assertProblem(401, "unauthenticated");
        api.get("/api/users/" + username).assertProblem(404, "not-found");
    }
}
