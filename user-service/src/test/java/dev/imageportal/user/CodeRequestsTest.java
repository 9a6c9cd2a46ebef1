package dev.imageportal.user;

import static dev.imageportal.local.Component.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Components;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.user.Api.Answer;
import dev.imageportal.user.StubCognito.Call;
import dev.imageportal.user.StubCognito.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Asking for a code tells nobody anything, whatever Cognito says and however long it takes.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "portal.cognito.attempt-timeout=2s", "portal.cognito.call-timeout=3s", "portal.user.codes.waiting=4",
        "portal.user.codes.pause=200ms"})
class CodeRequestsTest {

    private static final Components COMPONENTS = SharedComponents.with(DATABASE);
    private static final StubCognito COGNITO = new StubCognito();
    private static final Duration SOON = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    private Api api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        COGNITO.settings(COMPONENTS, registry);
    }

    @BeforeEach
    void openApi() {
        api = new Api(port);
        // the last request of an earlier test would count among this one's
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
        COGNITO.reset();
    }

    @ParameterizedTest
    @CsvSource({
            "ForgotPassword,UserNotFoundException", "ForgotPassword,InvalidParameterException",
            "ForgotPassword,NotAuthorizedException", "ForgotPassword,LimitExceededException",
            "ForgotPassword,CodeDeliveryFailureException", "ResendConfirmationCode,UserNotFoundException",
            "ResendConfirmationCode,InvalidParameterException", "ResendConfirmationCode,NotAuthorizedException",
            "ResendConfirmationCode,LimitExceededException", "ResendConfirmationCode,CodeDeliveryFailureException"})
    void asksOnceAndKeepsTheAnswerToItself(String operation, String type) {
        COGNITO.on(operation, Reply.error(type, "words"));

        assertAccepted(ask(operation));

        assertThat(awaitCalls(1)).singleElement().satisfies(call -> {
            assertThat(call.operation()).isEqualTo(operation);
            assertThat(call.request().path("Username").asString()).isEqualTo("ada");
            assertThat(call.request().path("ClientId").asString()).isEqualTo("client");
            assertThat(call.request().path("SecretHash").asString())
                    .isEqualTo("FEW6rzXVdy2RLJp0KqkU9A6/pxQBq5FgsxTWe/Ot+CI=");
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(COGNITO.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ForgotPassword", "ResendConfirmationCode"})
    void triesAgainWhileCognitoIsAwayButNotForever(String operation) {
        COGNITO.on(operation, Reply.error("InternalErrorException", "words"));
        assertAccepted(ask(operation));
        awaitCalls(1);
        COGNITO.on(operation, Reply.ok("{\"CodeDeliveryDetails\": {\"Destination\": \"a***@e***\"}}"));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(COGNITO.calls()).hasSizeBetween(2, 3);

        COGNITO.reset();
        COGNITO.on(operation, Reply.error("TooManyRequestsException", "words"));
        assertAccepted(ask(operation));
        awaitCalls(3);
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(COGNITO.calls()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"ForgotPassword", "ResendConfirmationCode"})
    void answersBeforeCognitoDoesAndBoundsWhatWaits(String operation) {
        COGNITO.on(operation, new Reply(-1, ""));
        for (int i = 0; i < 4; i++) {
            assertAccepted(ask(operation));
        }

        assertThat(ask(operation).assertProblem(503, "unavailable").retryAfter()).hasValue("10");
        assertThat(ask(operation, "1").status()).isEqualTo(503);

        COGNITO.on(operation, Reply.error("UserNotFoundException", "words"));
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
        assertAccepted(ask(operation));
    }

    @Test
    void asksOnceForARequestThatIsSentAgain() {
        COGNITO.on("ForgotPassword", Reply.ok("{}"));
        List<String> key = List.of(UUID.randomUUID().toString());

        for (int i = 0; i < 3; i++) {
            assertAccepted(api.sendKeyed(key, "POST", "/api/users/ada/password-reset", null, null));
        }

        awaitCalls(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(COGNITO.calls()).hasSize(1);
    }

    private Answer ask(String operation) {
        return ask(operation, "ada");
    }

    private Answer ask(String operation, String username) {
        return api.post("/api/users/" + username
                + (operation.equals("ForgotPassword") ? "/password-reset" : "/confirmation/resend"));
    }

    private static void assertAccepted(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.text()).isEmpty();
    }

    private static List<Call> awaitCalls(int count) {
        return await().atMost(SOON).until(COGNITO::calls, calls -> calls.size() >= count);
    }

    private double waiting() {
        return api.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("portal_codes_waiting"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
