package dev.imageportal.user;

import static dev.imageportal.local.Component.ACCOUNTS;
import static dev.imageportal.local.Component.DATABASE;
import static dev.imageportal.local.Component.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Components;
import dev.imageportal.local.Service;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.user.Api.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The service on the real database, the real broker and the real emulator of Cognito, and what most tests do first.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portal.user.deletions.poll=300ms")
abstract class ServiceTest {

    static final String PASSWORD = "Correct-horse1";
    static final Duration SOON = Duration.ofSeconds(60);
    static final Components COMPONENTS = SharedComponents.with(DATABASE, ACCOUNTS, KAFKA);
    static final StubImageService IMAGES = new StubImageService();

    @LocalServerPort
    private int port;

    @Autowired
    JdbcClient database;

    Api api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        COMPONENTS.settings(Service.USER).forEach((name, value) -> registry.add(name, () -> value));
        registry.add("PORTAL_IMAGE_SERVICE_URL", IMAGES::url);
    }

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    /// An account that waits for its confirmation.
    String signUp() {
        String username = Api.newUsername();
        Answer answer = signUp(username, username + "@example.org", PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return username;
    }

    Answer signUp(String username, String email, String password) {
        return api.post("/api/users", Map.of("username", username, "email", email, "password", password));
    }

    /// An account that can log in.
    String newUser() {
        String username = signUp();
        assertThat(confirm(username, code(username)).status()).isEqualTo(204);
        return username;
    }

    Answer confirm(String username, String code) {
        return api.post("/api/users/" + username + "/confirmation", Map.of("code", code));
    }

    Answer logIn(String username, String password) {
        return api.post("/api/tokens", Map.of("username", username, "password", password));
    }

    /// @return an access token
    String token(String username) {
        Answer answer = logIn(username, PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text("accessToken");
    }

    /// The newest that was mailed.
    static String code(String username) {
        return await().atMost(SOON)
                .until(() -> COMPONENTS.accounts().code(username), Optional::isPresent)
                .orElseThrow();
    }
}
