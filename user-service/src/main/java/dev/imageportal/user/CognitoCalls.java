package dev.imageportal.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryFailureException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyFailedAttemptsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;

/// Calls of the user pool, timed; what no caller handles ends as a [ProblemException] of the contract
/// (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html).
@Component
class CognitoCalls {

    private static final Logger log = LoggerFactory.getLogger(CognitoCalls.class);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

    private final CognitoIdentityProviderClient cognito;
    private final CognitoSettings settings;
    private final MeterRegistry metrics;

    CognitoCalls(CognitoIdentityProviderClient cognito, CognitoSettings settings, MeterRegistry metrics) {
        this.cognito = cognito;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// @param operation its name in the metrics
    <T> T make(String operation, Function<CognitoIdentityProviderClient, T> call) {
        Timer.Sample start = Timer.start(metrics);
        String error = "unexpected";
        try {
            T answer = call.apply(cognito);
            error = "none";
            return answer;
        } catch (ProblemException e) {
            error = "refused";
            throw e;
        } catch (TooManyRequestsException | LimitExceededException | TooManyFailedAttemptsException e) {
            error = "throttled";
            throw AccountProblems.tooMany();
        } catch (InvalidParameterException e) {
            error = "parameter";
            log.info("Cognito refused a parameter: {}", e.getMessage());
            throw ProblemException.badRequest("invalid-request", "A value is not acceptable; change it and try again.");
        } catch (CodeDeliveryFailureException e) {
            error = "delivery";
            log.warn("Cognito could not deliver a code: {}", e.getMessage());
            throw AccountProblems.notMailed();
        } catch (SdkException e) {
            error = "unavailable";
            log.warn("Cognito did not answer as it should: {}", e.toString());
            throw ProblemException.unavailable("Accounts can't be reached just now; try again.", AFTER_OUTAGE);
        } finally {
            start.stop(timer(operation, error));
        }
    }

    /// @param error `none`, or what was wrong: `refused` is the pool's answer to what somebody asked for, such as a wrong
    ///              password; the others are the operator's
    private Timer timer(String operation, String error) {
        return Timer.builder("portal.cognito.calls")
                .description("Calls of the user pool")
                .tag("operation", operation)
                .tag("error", error)
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
                        Duration.ofSeconds(1), Duration.ofMillis(2_500))
                .register(metrics);
    }

    /// Cognito tells this case by its words alone
    /// (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html, lockout behaviour).
    static boolean isLockedOut(NotAuthorizedException e) {
        return words(e).startsWith("Password attempts exceeded");
    }

    /// Likewise: a token that was revoked is the same exception.
    static boolean isWrongPassword(NotAuthorizedException e) {
        return words(e).startsWith("Incorrect username or password");
    }

    private static String words(NotAuthorizedException e) {
        String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
        return message == null ? "" : message;
    }

    /// https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html, secret hashes
    @Nullable
    String secretHash(Username username) {
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
