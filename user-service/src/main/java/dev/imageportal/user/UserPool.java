package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryDetailsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryFailureException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RefreshTokenReuseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyFailedAttemptsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/// The Cognito user pool, in the portal's terms: every error of Cognito's is a [ProblemException] of the contract
/// (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html).
@Component
class UserPool {

    private static final Logger log = LoggerFactory.getLogger(UserPool.class);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);
    private static final Duration AFTER_TOO_MANY = Duration.ofMinutes(1);

    /// The display name that was chosen at sign-up, kept here until there is a profile.
    private static final String DISPLAY_NAME = "name";

    private final CognitoIdentityProviderClient cognito;
    private final CognitoSettings settings;
    private final MeterRegistry metrics;

    UserPool(CognitoIdentityProviderClient cognito, CognitoSettings settings, MeterRegistry metrics) {
        this.cognito = cognito;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// @return where the code was sent, as far as the pool shows it
    String signUp(SignUp signUp) {
        return call("SignUp", () -> {
            try {
                CodeDeliveryDetailsType delivery = cognito.signUp(request -> request.clientId(settings.clientId())
                        .secretHash(secretHash(signUp.username()))
                        .username(signUp.username().value())
                        .password(signUp.password())
                        .userAttributes(attribute("email", signUp.email()),
                                attribute(DISPLAY_NAME, signUp.displayName())))
                        .codeDeliveryDetails();
                return delivery == null || delivery.destination() == null ? signUp.email() : delivery.destination();
            } catch (UsernameExistsException e) {
                throw ProblemException
                        .conflict("username-taken", "The user name " + signUp.username() + " is taken; choose another.")
                        .withField("username", "unique", "username is taken; choose another");
            }
        });
    }

    /// A wrong code, one that expired, and an account that is not there are answered alike.
    void confirm(Username username, String code) {
        call("ConfirmSignUp", () -> {
            try {
                return cognito.confirmSignUp(request -> request.clientId(settings.clientId())
                        .secretHash(secretHash(username))
                        .username(username.value())
                        .confirmationCode(code));
            } catch (CodeMismatchException | ExpiredCodeException | UserNotFoundException | NotAuthorizedException
                    | InvalidParameterException e) {
                throw wrongCode();
            }
        });
    }

    static ProblemException wrongCode() {
        return ProblemException.badRequest("wrong-code",
                "The code is wrong or has expired: use the one of the newest mail, or ask for another.")
                .withField("code", "code", "code is wrong or has expired");
    }

    /// Does nothing where there is nothing to confirm, or nothing may be mailed just now: the difference would tell
    /// whether there is such an account.
    void resendCode(Username username) {
        call("ResendConfirmationCode", () -> {
            try {
                return cognito.resendConfirmationCode(request -> request.clientId(settings.clientId())
                        .secretHash(secretHash(username))
                        .username(username.value()));
            } catch (UserNotFoundException | InvalidParameterException | NotAuthorizedException
                    | LimitExceededException | CodeDeliveryFailureException e) {
                log.info("No code for {}: {}", username, e.toString());
                return e;
            }
        });
    }

    Tokens logIn(Username username, String password) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("USERNAME", username.value());
        parameters.put("PASSWORD", password);
        String secretHash = secretHash(username);
        if (secretHash != null) {
            parameters.put("SECRET_HASH", secretHash);
        }
        return call("InitiateAuth", () -> {
            try {
                InitiateAuthResponse response = cognito.initiateAuth(request -> request.clientId(settings.clientId())
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(parameters));
                AuthenticationResultType result = response.authenticationResult();
                if (result == null) {
                    throw ProblemException.of(HttpStatus.FORBIDDEN, "challenge",
                            "This account asks for another step at log-in, which the portal does not offer: "
                                    + response.challengeNameAsString());
                }
                return new Tokens(result.accessToken(), result.refreshToken());
            } catch (UserNotFoundException | InvalidPasswordException e) {
                throw wrongCredentials();
            } catch (NotAuthorizedException e) {
                throw isLockedOut(e) ? tooMany() : wrongCredentials();
            } catch (UserNotConfirmedException e) {
                throw ProblemException.of(HttpStatus.FORBIDDEN, "unconfirmed",
                        "The e-mail address is not confirmed yet: send the code that was mailed, or ask for another.");
            } catch (PasswordResetRequiredException e) {
                throw ProblemException.of(HttpStatus.FORBIDDEN, "password-reset-required",
                        "This account needs a new password before it can log in.");
            }
        });
    }

    static ProblemException wrongCredentials() {
        return ProblemException.of(HttpStatus.UNAUTHORIZED, "wrong-credentials",
                "The user name or the password is wrong.");
    }

    /// With a client secret the pool wants to be told it as it is: a hash would need the user's name.
    Tokens refresh(String refreshToken) {
        return call("Refresh", () -> {
            try {
                AuthenticationResultType result = settings.clientSecret() == null
                        ? cognito.initiateAuth(request -> request.clientId(settings.clientId())
                                .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                                .authParameters(Map.of("REFRESH_TOKEN", refreshToken))).authenticationResult()
                        : cognito.getTokensFromRefreshToken(request -> request.clientId(settings.clientId())
                                .clientSecret(settings.clientSecret())
                                .refreshToken(refreshToken)).authenticationResult();
                String next = result.refreshToken();
                return new Tokens(result.accessToken(), next == null ? refreshToken : next);
            } catch (NotAuthorizedException | RefreshTokenReuseException | UserNotFoundException
                    | InvalidParameterException e) {
                throw wrongRefreshToken();
            }
        });
    }

    static ProblemException wrongRefreshToken() {
        return ProblemException.of(HttpStatus.UNAUTHORIZED, "wrong-refresh-token",
                "The refresh token is not valid, or not any more: log in again.");
    }

    /// The display name chosen at sign-up, read with the service's own right; empty when there is none.
    Optional<String> displayName(Username username) {
        return call("AdminGetUser", () -> attribute(cognito
                .adminGetUser(request -> request.userPoolId(settings.userPoolId()).username(username.value()))
                .userAttributes()));
    }

    /// Likewise, read with the right of the person who just logged in.
    Optional<String> displayName(Tokens tokens) {
        return call("GetUser", () -> attribute(
                cognito.getUser(request -> request.accessToken(tokens.accessToken())).userAttributes()));
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    private static Optional<String> attribute(List<AttributeType> attributes) {
        return attributes.stream()
                .filter(attribute -> DISPLAY_NAME.equals(attribute.name()))
                .map(AttributeType::value)
                .findFirst();
    }

    private <T> T call(String name, Supplier<T> operation) {
        Timer.Sample start = Timer.start(metrics);
        try {
            return operation.get();
        } catch (TooManyRequestsException | LimitExceededException | TooManyFailedAttemptsException e) {
            throw tooMany();
        } catch (InvalidPasswordException e) {
            throw ProblemException.badField("password", "policy", "password does not meet the rules; choose another");
        } catch (InvalidParameterException e) {
            log.info("Cognito refused a parameter: {}", e.getMessage());
            throw ProblemException.badRequest("invalid-request", "A value is not acceptable; change it and try again.");
        } catch (CodeDeliveryFailureException e) {
            log.warn("Cognito could not deliver a code: {}", e.getMessage());
            throw ProblemException.unavailable("The code could not be mailed just now; ask for another in a while.",
                    AFTER_TOO_MANY);
        } catch (SdkException e) {
            log.warn("Cognito did not answer as it should: {}", e.toString());
            throw ProblemException.unavailable("Accounts can't be reached just now; try again.", AFTER_OUTAGE);
        } finally {
            start.stop(metrics.timer("portal.cognito.calls", "operation", name));
        }
    }

    /// Cognito tells this case by its words alone
    /// (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html, lockout behaviour).
    private static boolean isLockedOut(NotAuthorizedException e) {
        String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        return message != null && message.startsWith("Password attempts exceeded");
    }

    private static ProblemException tooMany() {
        return ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests",
                "There were too many attempts; wait a while before the next.").retryAfter(AFTER_TOO_MANY);
    }

    /// https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html, secret hashes
    private @Nullable String secretHash(Username username) {
        if (settings.clientSecret() == null) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.clientSecret().getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal((username + settings.clientId()).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
