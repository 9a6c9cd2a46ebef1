package dev.imageportal.user;

import dev.imageportal.user.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What tests of requests with an idempotency key do and look at.
abstract class KeyedTest extends ServiceTest {

    private static final JsonMapper JSON = new JsonMapper();

    /// That no other test has.
    final String key = UUID.randomUUID().toString();

    Answer keyed(String method, String path, @Nullable String token, Map<String, ?> body) {
        return api.sendKeyed(List.of(key), method, path, token, JSON.writeValueAsString(body));
    }

    Answer keyed(String method, String path) {
        return api.sendKeyed(List.of(key), method, path, null, null);
    }

    Answer keyedLogIn(String username, String password) {
        return keyed("POST", "/api/tokens", null, Map.of("username", username, "password", password));
    }

    Answer keyedSignUp(String username) {
        return keyed("POST", "/api/users", null, signUpOf(username));
    }

    static Map<String, String> signUpOf(String username) {
        return Map.of("username", username, "email", username + "@example.org", "password", PASSWORD);
    }

    /// Of this test's key.
    List<Map<String, @Nullable Object>> rows() {
        return database.sql("SELECT * FROM idempotency_keys WHERE request_key = ?").param(key).query().listOfRows();
    }

    void expire() {
        database.sql("UPDATE idempotency_keys SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND "
                + "WHERE request_key = ?").param(key).update();
    }

    /// As an instance leaves it that is at work, or dies.
    void claimedElsewhere(String owner, int seconds) {
        database.sql("""
                INSERT INTO idempotency_keys (username, request_key, claim, lease_until, expires_at)
                VALUES (?, ?, 'another instance', TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3)),
                    UTC_TIMESTAMP(3) + INTERVAL 1 DAY)
                """).params(owner, key, seconds).update();
    }

    void claimLapses() {
        database.sql("UPDATE idempotency_keys SET lease_until = UTC_TIMESTAMP() - INTERVAL 1 SECOND "
                + "WHERE request_key = ?").param(key).update();
    }
}
