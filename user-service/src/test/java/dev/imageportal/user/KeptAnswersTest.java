package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.defaults.Claims;
import dev.imageportal.user.Api.Answer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What the database holds of requests that may be repeated, and for how long.
class KeptAnswersTest extends KeyedTest {

    @Autowired
    Claims claims;

    @Test
    void holdNoTokenAndNoPassword() {
        String username = newUser();
        Answer tokens = keyedLogIn(username, PASSWORD);
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);

        String kept = kept();

        assertThat(kept).contains(username);
        for (String secret : List.of(tokens.text("accessToken"), tokens.text("refreshToken"), PASSWORD)) {
            String inner = secret.substring(2, secret.length() - 4);
            assertThat(kept).doesNotContain(inner)
                    .doesNotContain(Base64.getEncoder().encodeToString(inner.getBytes(UTF_8)).substring(0, 10));
        }
        Stream.of(kept.split("[ .]", -1)).filter(part -> part.length() > 20).forEach(part -> {
            assertThat(new String(decoded(part), UTF_8)).doesNotContain("accessToken", "eyJ", "no-store");
        });
    }

    /// A hash without a salt, or a fast one of known parts, would be the same each time.
    @Test
    void areSaltedAndSlowToGuess() {
        String username = newUser();
        assertThat(keyedLogIn(username, PASSWORD).status()).isEqualTo(200);
        Map<String, @Nullable Object> first = rows().getFirst();
        expire();
        assertThat(keyedLogIn(username, PASSWORD).status()).isEqualTo(200);
        Map<String, @Nullable Object> second = rows().getFirst();

        assertThat(second.get("fingerprint")).asString().hasSize(64).isNotEqualTo(first.get("fingerprint"));
        for (int part = 1; part <= 3; part++) {
            assertThat(part(second, part)).isNotEqualTo(part(first, part));
        }
        assertThat(Integer.parseInt(part(second, 0))).isGreaterThanOrEqualTo(600_000);
    }

    @Test
    void aRefreshTokenStandsNowhere() {
        String refreshToken = logIn(newUser(), PASSWORD).text("refreshToken");
        Map<String, String> body = Map.of("refreshToken", refreshToken);
        assertThat(keyed("POST", "/api/tokens", null, body).status()).isEqualTo(200);

        assertThat(kept()).doesNotContain(refreshToken.substring(10, 30));
        assertThat(rows().getFirst().get("username")).asString().startsWith("~").hasSize(44);
    }

    @Test
    void areForgottenAfterADay() {
        String username = newUser();
        Answer first = keyedLogIn(username, PASSWORD);
        assertThat(database
                .sql("""
                        SELECT expires_at BETWEEN UTC_TIMESTAMP() + INTERVAL 1430 MINUTE AND UTC_TIMESTAMP() + INTERVAL 1441 MINUTE
                        FROM idempotency_keys WHERE request_key = ?
                        """)
                .param(key)
                .query(Boolean.class)
                .single()).isTrue();

        expire();
        assertThat(keyedLogIn(username, PASSWORD).text("accessToken")).isNotEmpty()
                .isNotEqualTo(first.text("accessToken"));
        expire();
        claims.purge();

        assertThat(rows()).isEmpty();
    }

    @Test
    void goWithTheAccountButForItsDeletion() {
        String username = newUser();
        String token = token(username);
        Map<String, String> password = Map.of("password", PASSWORD);
        assertThat(keyedLogIn(username, PASSWORD).status()).isEqualTo(200);
        assertThat(api.sendKeyed(List.of(key + "1"), "PATCH", "/api/users/me", token, "{}").status()).isEqualTo(200);

        assertThat(keyed("DELETE", "/api/users/me", token, password).status()).isEqualTo(204);

        assertThat(database.sql("SELECT request_key FROM idempotency_keys WHERE username IN (?, ?)")
                .params(username, "~" + username)
                .query(String.class)
                .list()).containsExactly(key);
        assertThat(keyed("DELETE", "/api/users/me", token, password).status()).isEqualTo(204);
        api.send("DELETE", "/api/users/me", token, password).assertProblem(401, "unauthenticated");
        keyedLogIn(username, PASSWORD).assertProblem(401, "wrong-credentials");
    }

    /// All columns of this test's rows.
    private String kept() {
        List<Map<String, @Nullable Object>> rows = rows();
        assertThat(rows).isNotEmpty();
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> row.values().forEach(value -> text.append(value).append(' ')));
        return text.toString();
    }

    private static String part(Map<String, @Nullable Object> row, int index) {
        return String.valueOf(row.get("answer")).split("\\.", -1)[index];
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getMimeDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
