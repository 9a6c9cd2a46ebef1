package dev.imageportal.user;

import static dev.imageportal.local.Component.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Components;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.user.Api.Answer;
import dev.imageportal.user.StubCognito.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// More requests with an idempotency key than are served at once.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "portal.cognito.attempt-timeout=2s", "portal.cognito.call-timeout=3s", "portal.user.repetitions.requests=1"})
class KeyedPlacesTest {

    private static final Components COMPONENTS = SharedComponents.with(DATABASE);
    private static final StubCognito COGNITO = new StubCognito();
    private static final Duration SOON = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        COGNITO.settings(COMPONENTS, registry);
    }

    @Test
    void areToldToComeBack() throws InterruptedException {
        Api api = new Api(port);
        String path = "/api/users/" + Api.newUsername() + "/password-reset";
        List<String> key = List.of(UUID.randomUUID().toString());
        COGNITO.on("ForgotPassword", Reply.error("UserNotFoundException", "words"));
        COGNITO.on("InitiateAuth", new Reply(-1, ""));
        AtomicBoolean enough = new AtomicBoolean();
        Thread slow = Thread.ofVirtual().start(() -> {
            while (!enough.get()) {
                api.sendKeyed(List.of("slow"), "POST", "/api/tokens", null,
                        "{\"username\": \"ada\", \"password\": \"Correct-horse1\"}");
            }
        });

        try {
            Answer refused = await().atMost(SOON)
                    .until(() -> api.sendKeyed(key, "POST", path, null, null), answer -> answer.status() != 202);
            assertThat(refused.assertProblem(503, "unavailable").retryAfter()).hasValue("2");
            assertThat(api.post(path).status()).isEqualTo(202);
        } finally {
            enough.set(true);
            slow.join();
        }

        await().atMost(SOON).until(() -> api.sendKeyed(key, "POST", path, null, null).status() == 202);
    }
}
