package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Service;
import dev.imageportal.user.AccountDeletion.State;
import dev.imageportal.user.Api.Answer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What tests of deletions do and look at.
abstract class DeletionTest extends ServiceTest {

    Answer delete(String token, String password) {
        return api.send("DELETE", "/api/users/me", token, Map.of("password", password));
    }

    String insert(String username, State state, Duration dueIn) {
        String eventId = UUID.randomUUID().toString();
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        database.sql("""
                INSERT INTO account_deletion (username, state, event_id, recorded_at, due_at) VALUES (?, ?, ?, ?, ?)
                """).params(username, state.name(), eventId, now.minusMinutes(1), now.plus(dueIn)).update();
        return eventId;
    }

    void awaitState(String username, State state) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(state(username)).hasValue(state.name()));
    }

    Optional<String> state(String username) {
        return database.sql("SELECT state FROM account_deletion WHERE username = ?")
                .param(username)
                .query(String.class)
                .optional();
    }

    double metric(String name) {
        return api.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    static String kafka() {
        return String.valueOf(COMPONENTS.settings(Service.USER).get("PORTAL_KAFKA_BOOTSTRAP_SERVERS"));
    }
}
