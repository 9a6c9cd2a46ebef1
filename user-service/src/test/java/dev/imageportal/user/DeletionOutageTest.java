package dev.imageportal.user;

import static dev.imageportal.local.Component.ACCOUNTS;
import static dev.imageportal.local.Component.DATABASE;
import static dev.imageportal.local.Component.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Components;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.user.Api.Answer;
import dev.imageportal.user.StubCognito.Call;
import dev.imageportal.user.StubCognito.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Deletions while Cognito is away, or refuses.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "portal.cognito.attempt-timeout=1s", "portal.cognito.call-timeout=2s",
        "portal.user.deletions.retry-after=300ms"})
class DeletionOutageTest {

    private static final Components COMPONENTS = SharedComponents.with(DATABASE, ACCOUNTS, KAFKA);
    private static final StubCognito COGNITO = new StubCognito();
    private static final Duration SOON = Duration.ofSeconds(60);
    /// `{"username": "ada", "iat": 1000, "exp": 2800}`, unsigned: this service only reads it.
    private static final String LOGGED_IN = """
            {"AuthenticationResult": {"RefreshToken": "refresh", "AccessToken":
             "eyJhbGciOiJub25lIn0.eyJ1c2VybmFtZSI6ImFkYSIsImlhdCI6MTAwMCwiZXhwIjoyODAwfQ."}}""";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    private Api api;
    private String username = "";
    private String token = "";

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        COGNITO.settings(COMPONENTS, registry);
    }

    @BeforeEach
    void makeProfile() {
        COGNITO.reset();
        api = new Api(port);
        username = Api.newUsername();
        token = COMPONENTS.accounts().accessToken(username);
        COGNITO.on("GetUser", Reply.ok("{\"Username\": \"%s\", \"UserAttributes\": []}".formatted(username)));
        // a busy machine's first call may take longer than these tests let Cognito take
        await().atMost(SOON).until(() -> api.sendText("GET", "/api/session", token, null).status() == 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 0, -1})
    void recordsNothingWhileThePasswordCannotBeChecked(int status) {
        COGNITO.on("InitiateAuth", new Reply(status, "{}"));

        assertThat(delete().assertProblem(503, "unavailable").retryAfter()).hasValue("5");

        assertThat(recorded()).isZero();
        assertThat(api.get("/api/users/" + username).status()).isEqualTo(200);
    }

    @Test
    void doesNotDeleteALockedAccount() {
        COGNITO.on("InitiateAuth", Reply.error("NotAuthorizedException", "Password attempts exceeded"));

        delete().assertProblem(429, "too-many-requests");

        assertThat(recorded()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"InternalErrorException", "TooManyRequestsException", "NotAuthorizedException"})
    void removesTheAccountWhenCognitoIsBack(String type) {
        COGNITO.on("InitiateAuth", Reply.ok(LOGGED_IN));
        COGNITO.on("AdminDeleteUser", Reply.error(type, "words"));

        assertThat(delete().status()).isEqualTo(204);
        api.get("/api/users/" + username).assertProblem(404, "not-found");
        await().atMost(SOON).until(() -> removals() >= 2);
        assertThat(state()).isEqualTo("RECORDED");
        long logIns = logIns();
        api.post("/api/tokens", Map.of("username", username, "password", "Correct-horse1"))
                .assertProblem(401, "wrong-credentials");
        api.sendText("GET", "/api/session", token, null).assertProblem(401, "unauthenticated");
        assertThat(logIns()).isEqualTo(logIns);

        COGNITO.on("AdminDeleteUser", Reply.error("UserNotFoundException", "words"));
        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(COGNITO.calls()).filteredOn(call -> call.operation().equals("AdminDeleteUser"))
                .allSatisfy(call -> {
                    assertThat(call.request().path("Username").asString()).isEqualTo(username);
                    assertThat(call.request().path("UserPoolId").asString()).isEqualTo("eu-central-1_pool");
                });
    }

    private Answer delete() {
        return api.send("DELETE", "/api/users/me", token, Map.of("password", "Correct-horse1"));
    }

    private long removals() {
        return calls("AdminDeleteUser");
    }

    private long logIns() {
        return calls("InitiateAuth");
    }

    private static long calls(String operation) {
        return COGNITO.calls().stream().map(Call::operation).filter(operation::equals).count();
    }

    private int recorded() {
        return database.sql("SELECT COUNT(*) FROM account_deletion WHERE username = ?")
                .param(username)
                .query(Integer.class)
                .single();
    }

    private String state() {
        return database.sql("SELECT state FROM account_deletion WHERE username = ?")
                .param(username)
                .query(String.class)
                .single();
    }
}
