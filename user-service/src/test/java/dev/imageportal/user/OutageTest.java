package dev.imageportal.user;

import static dev.imageportal.local.Component.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Component;
import dev.imageportal.user.Api.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Components that are away for a while.
class OutageTest extends ServiceTest {

    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @ParameterizedTest
    @EnumSource(value = Component.class, names = {"DATABASE", "ACCOUNTS"})
    void answers503WhileAComponentIsDownAndRecovers(Component component) {
        String username = signUp();
        String code = code(username);

        COMPONENTS.stop(component);
        try {
            assertUnavailable(confirm(username, code));
            assertUnavailable(component == DATABASE
                    ? api.get("/api/users/" + username)
                    : signUp(Api.newUsername(), "ada@example.org", PASSWORD));
        } finally {
            COMPONENTS.start(component);
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(confirm(username, code).status()).isEqualTo(204));
        assertThat(api.get("/api/users/" + username).status()).isEqualTo(200);
    }

    /// Its connections stay open, so only the time tells. The pool trusts the one that was used a moment ago.
    @Test
    void aSuspendedDatabaseIsNotWaitedForLong() {
        String username = newUser();
        assertThat(api.get("/api/users/" + username).status()).isEqualTo(200);

        COMPONENTS.suspend(DATABASE);
        try {
            long begun = System.nanoTime();
            assertUnavailable(api.get("/api/users/" + username));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
        } finally {
            COMPONENTS.resume(DATABASE);
        }

        await().atMost(RECOVERY).until(() -> logIn(username, PASSWORD).status() == 200);
    }

    private static void assertUnavailable(Answer answer) {
        answer.assertProblem(503, "unavailable");
        assertThat(answer.retryAfter()).hasValue("5");
    }
}
