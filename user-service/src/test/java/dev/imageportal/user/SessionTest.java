package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.local.TestAccounts;
import dev.imageportal.user.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions, as the gateway asks for them.
class SessionTest extends ServiceTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void opensRenewsAndEndsASession() {
        String username = newUser();
        Instant before = Instant.now().minusSeconds(1);

        Answer opened = open(username.toUpperCase(Locale.ROOT), PASSWORD);
        assertThat(opened.status()).as(opened.text()).isEqualTo(200);
        assertThat(opened.json().propertyNames()).containsExactlyInAnyOrder("username", "displayName", "expiresAt",
                "accessToken", "refreshToken", "refreshExpiresAt");
        assertThat(opened.text("username")).isEqualTo(username);
        assertThat(opened.text("displayName")).isEqualTo(username);
        assertThat(opened.headers().firstValue("Cache-Control")).hasValue("no-store");
        Instant expiresAt = Instant.parse(opened.text("expiresAt"));
        assertThat(expiresAt).isBetween(before.plus(HOUR), Instant.now().plus(HOUR));
        assertThat(Instant.parse(opened.text("refreshExpiresAt"))).isAfter(before.plus(Duration.ofDays(30)));

        Answer session = session(opened.text("accessToken"));
        assertThat(session.status()).as(session.text()).isEqualTo(200);
        assertThat(session.json().propertyNames()).containsExactlyInAnyOrder("username", "displayName", "expiresAt");
        assertThat(session.text("username")).isEqualTo(username);
        assertThat(session.text("expiresAt")).isEqualTo(opened.text("expiresAt"));
        assertThat(session.headers().firstValue("Cache-Control")).hasValue("no-store");

        Answer renewed = refresh(username, opened.text("refreshToken"));
        assertThat(renewed.status()).as(renewed.text()).isEqualTo(200);
        assertThat(renewed.json().propertyNames()).containsExactlyInAnyOrderElementsOf(opened.json().propertyNames());
        assertThat(renewed.text("refreshToken")).isNotEqualTo(opened.text("refreshToken"));
        assertThat(renewed.text("accessToken")).isNotEqualTo(opened.text("accessToken"));
        assertThat(session(renewed.text("accessToken")).text("username")).isEqualTo(username);

        assertThat(revoke(renewed.text("refreshToken")).status()).isEqualTo(204);
        assertThat(revoke(renewed.text("refreshToken")).status()).isEqualTo(204);
        refresh(username, renewed.text("refreshToken")).assertProblem(401, "wrong-refresh-token");
        refresh(username, opened.text("refreshToken")).assertProblem(401, "wrong-refresh-token");
    }

    @Test
    void letsSeveralTabsRefreshAtOnce() throws Exception {
        String username = newUser();
        String refreshToken = open(username, PASSWORD).text("refreshToken");

        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = together.invokeAll(IntStream.range(0, 4)
                    .<Callable<Answer>>mapToObj(i -> () -> refresh(username, refreshToken))
                    .toList());
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
            }
            for (Future<Answer> answer : answers) {
                Answer next = refresh(username, answer.get().text("refreshToken"));
                assertThat(next.status()).as(next.text()).isEqualTo(200);
            }
            Answer late = refresh(username, refreshToken);
            assertThat(late.status()).as(late.text()).isEqualTo(200);
        }
    }

    @Test
    void endsOneSessionAlone() {
        String username = newUser();
        String here = open(username, PASSWORD).text("refreshToken");
        String there = open(username, PASSWORD).text("refreshToken");

        revoke(here);

        assertThat(refresh(username, there).status()).isEqualTo(200);
    }

    @Test
    void refusesAnothersRefreshToken() {
        String ada = newUser();
        String bob = newUser();
        String refreshToken = open(ada, PASSWORD).text("refreshToken");

        refresh(bob, refreshToken).assertProblem(401, "wrong-refresh-token");
        refresh("1", refreshToken).assertProblem(401, "wrong-refresh-token");
        refresh(Api.newUsername(), refreshToken).assertProblem(401, "wrong-refresh-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "made-up", "a.b.c", "💣"})
    void refusesWhatIsNoRefreshTokenAndHasNothingToRevoke(String refreshToken) {
        refresh(newUser(), refreshToken).assertProblem(401, "wrong-refresh-token");
        assertThat(revoke(refreshToken).status()).isEqualTo(204);
    }

    @Test
    void refusesWhatIsTooLongForARefreshToken() {
        refresh(newUser(), "x".repeat(20_000)).assertProblem(401, "wrong-refresh-token");
        assertThat(revoke("x".repeat(20_000)).status()).isEqualTo(204);
    }

    @Test
    void refusesLikeTheTokensForApiClients() {
        String username = newUser();

        Answer wrong = open(username, PASSWORD + "x");
        wrong.assertProblem(401, "wrong-credentials");
        assertThat(open(Api.newUsername(), PASSWORD).text()).isEqualTo(wrong.text());
        open(signUp(), PASSWORD).assertProblem(403, "unconfirmed");
        assertThat(api.post("/internal/sessions", Map.of()).errors()).containsExactly("username:required",
                "password:required");
        assertThat(api.post("/internal/sessions/refresh", Map.of()).errors()).containsExactly("username:required",
                "refreshToken:required");
        assertThat(api.post("/internal/sessions/revocation", Map.of()).errors())
                .containsExactly("refreshToken:required");
        api.postText("/internal/sessions/revocation", "{\"refreshToken\": []}").assertProblem(400, "malformed-body");
    }

    @Test
    void tellsNobodyThatTheyAreSignedIn() {
        api.get("/api/session").assertProblem(401, "unauthenticated");
        session("made-up").assertProblem(401, "unauthenticated");
        session(open(newUser(), PASSWORD).text("refreshToken")).assertProblem(401, "unauthenticated");
    }

    @Test
    void makesTheProfileOfWhoeverComesWithATokenOnly() {
        String username = Api.newUsername();

        Answer session = session(COMPONENTS.accounts().accessToken(username));

        assertThat(session.status()).as(session.text()).isEqualTo(200);
        assertThat(session.text("displayName")).isEqualTo(username);
        assertThat(open(username, TestAccounts.PASSWORD).status()).isEqualTo(200);
    }

    private Answer open(String username, String password) {
        return api.post("/internal/sessions", Map.of("username", username, "password", password));
    }

    private Answer refresh(String username, String refreshToken) {
        return api.post("/internal/sessions/refresh", Map.of("username", username, "refreshToken", refreshToken));
    }

    private Answer revoke(String refreshToken) {
        return api.post("/internal/sessions/revocation", Map.of("refreshToken", refreshToken));
    }

    private Answer session(String accessToken) {
        return api.sendText("GET", "/api/session", accessToken, null);
    }
}
