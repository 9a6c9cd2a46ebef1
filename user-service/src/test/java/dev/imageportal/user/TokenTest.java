package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.local.TestAccounts;
import dev.imageportal.user.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tokens for API clients.
class TokenTest extends ServiceTest {

    @Test
    void refusesWrongPasswordsAndUnknownUsersAlike() {
        String username = signUp();
        confirm(username, code(username));

        Answer wrong = logIn(username, PASSWORD + "x");
        wrong.assertProblem(401, "wrong-credentials");
        assertThat(logIn(Api.newUsername(), PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(logIn("1", PASSWORD).text()).isEqualTo(wrong.text());
    }

    @Test
    void wantsEitherAPasswordOrARefreshToken() {
        assertThat(api.post("/api/tokens", Map.of()).errors()).containsExactly("username:required",
                "password:required");
        assertThat(api.post("/api/tokens", Map.of("username", "ada")).errors()).containsExactly("password:required");
        assertThat(api.post("/api/tokens", Map.of("username", "ada", "refreshToken", "x")).errors())
                .containsExactly("refreshToken:exclusive");
        api.post("/api/tokens", Map.of("refreshToken", "made-up")).assertProblem(401, "wrong-refresh-token");
    }

    @Test
    void makesTheProfileAtTheFirstLogInOnce() throws Exception {
        String username = Api.newUsername();
        COMPONENTS.accounts().accessToken(username);
        api.get("/api/users/" + username).assertProblem(404, "not-found");

        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = together.invokeAll(IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(i -> () -> logIn(username, TestAccounts.PASSWORD))
                    .toList());
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
            }
        }

        Answer profile = api.get("/api/users/" + username);
        assertThat(profile.text("displayName")).isEqualTo(username);
        logIn(username, TestAccounts.PASSWORD);
        assertThat(api.get("/api/users/" + username).text()).isEqualTo(profile.text());
    }
}
