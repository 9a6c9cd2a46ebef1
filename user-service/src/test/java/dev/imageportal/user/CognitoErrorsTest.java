package dev.imageportal.user;

import static dev.imageportal.local.Component.ACCOUNTS;
import static dev.imageportal.local.Component.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.local.Components;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.user.Api.Answer;
import dev.imageportal.user.StubCognito.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.function.SingletonSupplier;

/// What Cognito answers and its emulator does not, with a client secret.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "portal.cognito.attempt-timeout=1s", "portal.cognito.call-timeout=2s"})
class CognitoErrorsTest {

    private static final Components COMPONENTS = SharedComponents.with(DATABASE, ACCOUNTS);
    private static final StubCognito COGNITO = new StubCognito();

    /// `{"username": "ada", "iat": 1000, "exp": 2800}`, unsigned: this service only reads it.
    private static final String ACCESS_TOKEN = "eyJhbGciOiJub25lIn0.eyJ1c2VybmFtZSI6ImFkYSIsImlhdCI6MTAwMCwiZXhwIjoyODAwfQ.";

    /// One that the service itself believes.
    private static final Supplier<String> TOKEN = SingletonSupplier
            .of(() -> COMPONENTS.accounts().accessToken(Api.newUsername()));

    @LocalServerPort
    private int port;

    private Api api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        COGNITO.settings(COMPONENTS, registry);
    }

    @BeforeEach
    void openApi() {
        COGNITO.reset();
        api = new Api(port);
    }

    @ParameterizedTest
    @CsvSource({
            "SignUp,UsernameExistsException,409,username-taken",
            "SignUp,InvalidPasswordException,400,invalid-field",
            "SignUp,InvalidParameterException,400,invalid-request",
            "SignUp,TooManyRequestsException,429,too-many-requests",
            "SignUp,LimitExceededException,429,too-many-requests",
            "SignUp,CodeDeliveryFailureException,503,unavailable",
            "SignUp,InternalErrorException,503,unavailable",
            "SignUp,ResourceNotFoundException,503,unavailable",
            "SignUp,NotAuthorizedException,503,unavailable",
            "SignUp,SomethingNewException,503,unavailable",
            "ConfirmSignUp,CodeMismatchException,400,wrong-code",
            "ConfirmSignUp,ExpiredCodeException,400,wrong-code",
            "ConfirmSignUp,UserNotFoundException,400,wrong-code",
            "ConfirmSignUp,NotAuthorizedException,400,wrong-code",
            "ConfirmSignUp,TooManyFailedAttemptsException,429,too-many-requests",
            "ConfirmSignUp,LimitExceededException,429,too-many-requests",
            "InitiateAuth,NotAuthorizedException,401,wrong-credentials",
            "InitiateAuth,UserNotFoundException,401,wrong-credentials",
            "InitiateAuth,UserNotConfirmedException,403,unconfirmed",
            "InitiateAuth,PasswordResetRequiredException,403,password-reset-required",
            "InitiateAuth,TooManyRequestsException,429,too-many-requests",
            "GetTokensFromRefreshToken,NotAuthorizedException,401,wrong-refresh-token",
            "GetTokensFromRefreshToken,RefreshTokenReuseException,401,wrong-refresh-token",
            "GetTokensFromRefreshToken,TooManyRequestsException,429,too-many-requests",
            "ConfirmForgotPassword,CodeMismatchException,400,wrong-code",
            "ConfirmForgotPassword,ExpiredCodeException,400,wrong-code",
            "ConfirmForgotPassword,UserNotFoundException,400,wrong-code",
            "ConfirmForgotPassword,NotAuthorizedException,400,wrong-code",
            "ConfirmForgotPassword,UserNotConfirmedException,400,wrong-code",
            "ConfirmForgotPassword,InvalidParameterException,400,wrong-code",
            "ConfirmForgotPassword,InvalidPasswordException,400,invalid-field",
            "ConfirmForgotPassword,PasswordHistoryPolicyViolationException,400,invalid-field",
            "ConfirmForgotPassword,TooManyFailedAttemptsException,429,too-many-requests",
            "ConfirmForgotPassword,LimitExceededException,429,too-many-requests",
            "ChangePassword,NotAuthorizedException,401,unauthenticated",
            "ChangePassword,UserNotFoundException,401,unauthenticated",
            "ChangePassword,UserNotConfirmedException,401,unauthenticated",
            "ChangePassword,PasswordResetRequiredException,403,password-reset-required",
            "ChangePassword,InvalidPasswordException,400,invalid-field",
            "ChangePassword,PasswordHistoryPolicyViolationException,400,invalid-field",
            "ChangePassword,LimitExceededException,429,too-many-requests",
            "ChangePassword,InternalErrorException,503,unavailable",
            "RevokeToken,TooManyRequestsException,429,too-many-requests",
            "RevokeToken,InternalErrorException,503,unavailable"})
    void answersCognitosErrorsInItsOwnTerms(String operation, String type, int status, String slug) {
        COGNITO.on(operation, Reply.error(type, "words of Cognito's"));

        Answer answer = call(operation);

        answer.assertProblem(status, slug);
        assertThat(answer.text()).doesNotContain("words of Cognito's");
        assertThat(answer.retryAfter().isPresent()).isEqualTo(status == 429 || status == 503);
        assertThat(COGNITO.calls()).hasSize(1);
    }

    @Test
    void tellsALockedAccountFromAWrongPassword() {
        COGNITO.on("InitiateAuth", Reply.error("NotAuthorizedException", "Password attempts exceeded"));

        assertThat(call("InitiateAuth").assertProblem(429, "too-many-requests").retryAfter()).hasValue("60");
    }

    @Test
    void saysWhenAnAccountAsksForMoreThanAPassword() {
        COGNITO.on("InitiateAuth", Reply.ok("{\"ChallengeName\": \"SOFTWARE_TOKEN_MFA\", \"Session\": \"s\"}"));

        call("InitiateAuth").assertProblem(403, "challenge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SignUp", "ConfirmSignUp", "InitiateAuth", "GetTokensFromRefreshToken",
            "ConfirmForgotPassword", "ChangePassword", "RevokeToken"})
    void answers503WithinBoundsWhenCognitoFailsOrIsSilent(String operation) {
        COGNITO.on(operation, new Reply(500, "{}"));
        assertThat(call(operation).assertProblem(503, "unavailable").retryAfter()).hasValue("5");

        COGNITO.on(operation, new Reply(-1, ""));
        Instant start = Instant.now();
        assertThat(call(operation).assertProblem(503, "unavailable").retryAfter()).hasValue("5");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SignUp", "InitiateAuth", "GetTokensFromRefreshToken"})
    void answers503WhenCognitoTalksNonsense(String operation) {
        COGNITO.on(operation, new Reply(200, "no JSON"));

        call(operation).assertProblem(503, "unavailable");
    }

    @Test
    void doesNotSignUpTwiceWhenTheAnswerIsLate() {
        COGNITO.on("SignUp", new Reply(-1, ""));

        call("SignUp").assertProblem(503, "unavailable");

        assertThat(COGNITO.calls()).hasSize(1);
    }

    @Test
    void tellsAWrongPasswordFromARevokedToken() {
        COGNITO.on("ChangePassword", Reply.error("NotAuthorizedException", "Incorrect username or password."));
        assertThat(call("ChangePassword").assertProblem(400, "wrong-password").errors())
                .containsExactly("currentPassword:password");

        COGNITO.on("ChangePassword", Reply.error("NotAuthorizedException", "Access Token has been revoked"));
        call("ChangePassword").assertProblem(401, "unauthenticated");

        COGNITO.on("ChangePassword", Reply.error("NotAuthorizedException", "Password attempts exceeded"));
        call("ChangePassword").assertProblem(429, "too-many-requests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UnauthorizedException", "UnsupportedTokenTypeException", "UnsupportedOperationException",
            "InvalidParameterException", "NotAuthorizedException"})
    void leavesWhatCannotBeRevoked(String type) {
        COGNITO.on("RevokeToken", Reply.error(type, "words"));

        assertThat(call("RevokeToken").status()).isEqualTo(204);

        assertThat(COGNITO.calls()).singleElement().satisfies(call -> {
            assertThat(call.request().path("Token").asString()).isEqualTo("refresh");
            assertThat(call.request().path("ClientSecret").asString()).isEqualTo("secret");
        });
    }

    /// HMAC-SHA-256 of `adaclient` with the key `secret`, made with another tool.
    @Test
    void provesTheClientSecret() {
        COGNITO.on("SignUp",
                Reply.ok("{\"CodeDeliveryDetails\": {\"Destination\": \"a***@e***\"}, \"UserSub\": \"1\"}"));

        assertThat(call("SignUp").text("codeSentTo")).isEqualTo("a***@e***");

        assertThat(COGNITO.calls()).singleElement().satisfies(call -> {
            assertThat(call.request().path("SecretHash").asString())
                    .isEqualTo("FEW6rzXVdy2RLJp0KqkU9A6/pxQBq5FgsxTWe/Ot+CI=");
            assertThat(call.request().path("ClientId").asString()).isEqualTo("client");
        });
    }

    @Test
    void givesTheNewRefreshTokenWhereThereIsOne() {
        COGNITO.on("GetTokensFromRefreshToken", Reply.ok("""
                {"AuthenticationResult": {"AccessToken": "%s", "RefreshToken": "next"}}""".formatted(ACCESS_TOKEN)));
        Answer rotated = call("GetTokensFromRefreshToken");
        assertThat(rotated.text("refreshToken")).isEqualTo("next");
        assertThat(rotated.json().path("expiresIn").asInt()).isEqualTo(1800);

        COGNITO.on("GetTokensFromRefreshToken", Reply.ok("""
                {"AuthenticationResult": {"AccessToken": "%s"}}""".formatted(ACCESS_TOKEN)));
        assertThat(call("GetTokensFromRefreshToken").text("refreshToken")).isEqualTo("refresh");
        assertThat(COGNITO.calls().getLast().request().path("ClientSecret").asString()).isEqualTo("secret");
    }

    @Test
    void makesTheProfileAtTheFirstLogInWhenTheConfirmationCouldNot() {
        String username = Api.newUsername();
        COGNITO.on("ConfirmSignUp", Reply.ok("{}"));
        COGNITO.on("AdminGetUser", new Reply(500, "{}"));
        assertThat(api.post("/api/users/" + username + "/confirmation", Map.of("code", "123456")).status())
                .isEqualTo(204);
        api.get("/api/users/" + username).assertProblem(404, "not-found");

        COGNITO.on("InitiateAuth", Reply.ok("""
                {"AuthenticationResult": {"AccessToken": "%s", "RefreshToken": "refresh"}}""".formatted(ACCESS_TOKEN)));
        COGNITO.on("GetUser", Reply.ok("""
                {"Username": "%s", "UserAttributes": [{"Name": "email", "Value": "a@example.org"},
                 {"Name": "name", "Value": "Ada"}]}""".formatted(username)));
        Answer tokens = api.post("/api/tokens", Map.of("username", username, "password", "Correct-horse1"));
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);

        assertThat(api.get("/api/users/" + username).text("displayName")).isEqualTo("Ada");
    }

    private Answer call(String operation) {
        return switch (operation) {
            case "SignUp" -> api.post("/api/users",
                    Map.of("username", "ada", "email", "ada@example.org", "password", "Correct-horse1"));
            case "ConfirmSignUp" -> api.post("/api/users/ada/confirmation", Map.of("code", "123456"));
            case "ConfirmForgotPassword" -> api.send("PUT", "/api/users/ada/password", null,
                    Map.of("code", "123456", "newPassword", "Correct-horse1"));
            case "ChangePassword" -> api.send("PUT", "/api/users/me/password", TOKEN.get(),
                    Map.of("currentPassword", "Correct-horse1", "newPassword", "Correct-horse2"));
            case "RevokeToken" -> api.post("/internal/sessions/revocation", Map.of("refreshToken", "refresh"));
            case "InitiateAuth" -> api.post("/api/tokens", Map.of("username", "ada", "password", "Correct-horse1"));
            case "GetTokensFromRefreshToken" -> api.post("/api/tokens", Map.of("refreshToken", "refresh"));
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
