package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.system.PortalClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Requests that are sent again because their answer was lost.
class IdempotencyIT extends SystemTest {

    private final String key = UUID.randomUUID().toString();

    @Test
    void aLogInThatIsSentAgainGetsTheSameSession() {
        Person person = newPerson();

        Answer first = logIn(person.username(), person.password(), key);
        Answer again = logIn(person.username(), person.password(), key);

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(again.toString()).isEqualTo(first.toString());
        assertThat(cookies(first)).hasSize(3);
        assertThat(cookies(again)).isEqualTo(cookies(first));
        Answer anew = logIn(person.username(), person.password(), key + "2");
        assertThat(cookies(anew)).doesNotContainAnyElementsOf(cookies(first).subList(0, 2));
        assertThat(logIn(person.username(), person.password() + "x", key).problem().type())
                .isEqualTo("/problems/idempotency-key-reused");
        assertThat(logIn(person.username(), person.password(), "two words").problem().fields())
                .containsExactly("Idempotency-Key");
    }

    @Test
    void aSignUpThatIsSentAgainGetsTheFirstAnswer() {
        String username = Person.newName();

        for (int i = 0; i < 2; i++) {
            Answer answer = client().post("/api/users", Map.of("username", username, "email",
                    username + "@example.org", "password", "Correct-horse-7-" + username), "Idempotency-Key", key);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        }
    }

    private static Answer logIn(String username, String password, String key) {
        return client().post("/api/session", Map.of("username", username, "password", password), "Idempotency-Key",
                key);
    }

    /// Their values.
    private static List<String> cookies(Answer answer) {
        return answer.response()
                .headers()
                .allValues("Set-Cookie")
                .stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .toList();
    }
}
