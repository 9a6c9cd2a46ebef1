package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryDetailsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryFailureException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/// The accounts of the Cognito user pool: made, confirmed, read and removed.
@Component
class UserPool {

    private static final Logger log = LoggerFactory.getLogger(UserPool.class);

    /// The display name that was chosen at sign-up, kept here until there is a profile.
    private static final String DISPLAY_NAME = "name";

    private final CognitoCalls calls;
    private final CognitoSettings settings;

    UserPool(CognitoCalls calls, CognitoSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    /// @return where the code was sent, as far as the pool shows it
    String signUp(SignUp signUp) {
        return calls.make("SignUp", cognito -> {
            try {
                CodeDeliveryDetailsType delivery = cognito.signUp(request -> request.clientId(settings.clientId())
                        .secretHash(calls.secretHash(signUp.username()))
                        .username(signUp.username().value())
                        .password(signUp.password())
                        .userAttributes(attribute("email", signUp.email()),
                                attribute(DISPLAY_NAME, signUp.displayName())))
                        .codeDeliveryDetails();
                return delivery == null || delivery.destination() == null ? signUp.email() : delivery.destination();
            } catch (UsernameExistsException e) {
                throw nameTaken(signUp.username());
            } catch (InvalidPasswordException e) {
                throw ProblemException.badField("password", "policy",
                        "password does not meet the rules; choose another");
            }
        });
    }

    static ProblemException nameTaken(Username username) {
        return ProblemException
                .conflict("username-taken", "The user name " + username + " is taken; choose another.")
                .withField("username", "unique", "username is taken; choose another");
    }

    /// A wrong code, one that expired, and an account that is not there are answered alike.
    void confirm(Username username, String code) {
        calls.make("ConfirmSignUp", cognito -> {
            try {
                return cognito.confirmSignUp(request -> request.clientId(settings.clientId())
                        .secretHash(calls.secretHash(username))
                        .username(username.value())
                        .confirmationCode(code));
            } catch (CodeMismatchException | ExpiredCodeException | UserNotFoundException | NotAuthorizedException
                    | InvalidParameterException e) {
                throw AccountProblems.wrongCode();
            }
        });
    }

    /// @return whether a code went out; not when there is nothing to confirm, or nothing may be mailed just now
    boolean resendCode(Username username) {
        return calls.make("ResendConfirmationCode", cognito -> {
            try {
                cognito.resendConfirmationCode(request -> request.clientId(settings.clientId())
                        .secretHash(calls.secretHash(username))
                        .username(username.value()));
                return true;
            } catch (UserNotFoundException | InvalidParameterException | NotAuthorizedException
                    | LimitExceededException | CodeDeliveryFailureException e) {
                log.info("No code for {}: {}", username, e.toString());
                return false;
            }
        });
    }

    /// The display name chosen at sign-up, read with the service's own right; empty when there is none.
    Optional<String> displayName(Username username) {
        return calls.make("AdminGetUser", cognito -> attribute(cognito
                .adminGetUser(request -> request.userPoolId(settings.userPoolId()).username(username.value()))
                .userAttributes()));
    }

    /// Likewise, read with the right of the person whose access token it is.
    Optional<String> displayName(String accessToken) {
        return calls.make("GetUser", cognito -> {
            try {
                return attribute(cognito.getUser(request -> request.accessToken(accessToken)).userAttributes());
            } catch (NotAuthorizedException | UserNotFoundException e) {
                throw AccountProblems.unauthenticated("The access token is not good any more: log in again.");
            }
        });
    }

    /// An account that is not there any more is as good as removed.
    void remove(Username username) {
        calls.make("AdminDeleteUser", cognito -> {
            try {
                return cognito.adminDeleteUser(
                        request -> request.userPoolId(settings.userPoolId()).username(username.value()));
            } catch (UserNotFoundException e) {
                return e;
            }
        });
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
}
