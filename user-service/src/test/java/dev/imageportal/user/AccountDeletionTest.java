package dev.imageportal.user;

import static dev.imageportal.local.Component.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.UserEvent;
import dev.imageportal.local.Service;
import dev.imageportal.local.TestAccounts;
import dev.imageportal.user.AccountDeletion.State;
import dev.imageportal.user.Api.Answer;
import dev.imageportal.user.DeletionSteps.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Deleting one's account, from the request until the user name is free again.
class AccountDeletionTest extends ServiceTest {

    @Autowired
    private DeletionSteps steps;

    @Autowired
    private PlatformTransactionManager transactions;

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

    /// What a process left that died after each step, or in the middle of the next.
    @ParameterizedTest
    @EnumSource(value = State.class, names = {"RECORDED", "REMOVED"})
    void finishesWhatADeadProcessLeft(State state) {
        String username = Api.newUsername();
        if (state == State.RECORDED) {
            COMPONENTS.accounts().accessToken(username);
        }
        String eventId = insert(username, state, Duration.ZERO);

        UserEvent event = UserEvents.awaitFirst(username, kafka());

        assertThat(event.eventId()).isEqualTo(eventId);
        awaitState(username, State.PUBLISHED);
        assertThat(COMPONENTS.accounts().exists(username)).isFalse();
    }

    @Test
    void removesAnAccountThatIsGoneAlready() {
        String username = Api.newUsername();

        insert(username, State.RECORDED, Duration.ZERO);

        awaitState(username, State.PUBLISHED);
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

    @Test
    void passesOverWhatAnotherInstanceWorksOn() {
        String username = Api.newUsername();

        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            insert(username, State.REMOVED, Duration.ZERO);
            CompletableFuture<Outcome> other = CompletableFuture.supplyAsync(() -> steps.next(State.REMOVED));
            assertThat(other).succeedsWithin(SOON).isEqualTo(Outcome.NOTHING_DUE);
        });

        awaitState(username, State.PUBLISHED);
        assertThat(UserEvents.of(username, kafka())).hasSize(1);
    }

    @Test
    void tellsTheOthersWhenKafkaIsBack() {
        String username = newUser();
        String token = token(username);

        COMPONENTS.stop(KAFKA);
        try {
            assertThat(delete(token, PASSWORD).status()).isEqualTo(204);
            api.get("/api/users/" + username).assertProblem(404, "not-found");
            awaitState(username, State.REMOVED);
            assertThat(COMPONENTS.accounts().exists(username)).isFalse();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(metric("portal_accounts_deletions_pending")).isPositive());
            signUp(username, "new@example.org", PASSWORD).assertProblem(409, "username-taken");
        } finally {
            COMPONENTS.start(KAFKA);
        }

        awaitState(username, State.PUBLISHED);
        assertThat(UserEvents.awaitFirst(username, kafka()).username()).isEqualTo(username);
        await().atMost(SOON).untilAsserted(() -> assertThat(metric("portal_accounts_deletions_pending")).isZero());
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

    private Answer delete(String token, String password) {
        return api.send("DELETE", "/api/users/me", token, Map.of("password", password));
    }

    private String insert(String username, State state, Duration dueIn) {
        String eventId = UUID.randomUUID().toString();
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        database.sql("""
                INSERT INTO account_deletion (username, state, event_id, recorded_at, due_at) VALUES (?, ?, ?, ?, ?)
                """).params(username, state.name(), eventId, now.minusMinutes(1), now.plus(dueIn)).update();
        return eventId;
    }

    private void awaitState(String username, State state) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(state(username)).hasValue(state.name()));
    }

    private Optional<String> state(String username) {
        return database.sql("SELECT state FROM account_deletion WHERE username = ?")
                .param(username)
                .query(String.class)
                .optional();
    }

    private double metric(String name) {
        return api.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static String kafka() {
        return String.valueOf(COMPONENTS.settings(Service.USER).get("PORTAL_KAFKA_BOOTSTRAP_SERVERS"));
    }
}
