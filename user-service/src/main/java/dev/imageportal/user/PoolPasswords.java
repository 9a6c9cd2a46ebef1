package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryFailureException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordHistoryPolicyViolationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/// The passwords of the Cognito user pool: forgotten, set by a code, and changed.
@Component
class PoolPasswords {

    private static final Logger log = LoggerFactory.getLogger(PoolPasswords.class);

    private final CognitoCalls calls;
    private final CognitoSettings settings;

    PoolPasswords(CognitoCalls calls, CognitoSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    /// @return whether a code went out; not when there is no such account or none that is confirmed, or nothing may be
    /// mailed just now
    boolean sendCode(Username username) {
        return calls.make("ForgotPassword", cognito -> {
            try {
                cognito.forgotPassword(request -> request.clientId(settings.clientId())
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

    /// A wrong code, one that expired, and an account that is not there are answered alike.
    void set(Username username, String code, String newPassword) {
        calls.make("ConfirmForgotPassword", cognito -> {
            try {
                return cognito.confirmForgotPassword(request -> request.clientId(settings.clientId())
                        .secretHash(calls.secretHash(username))
                        .username(username.value())
                        .confirmationCode(code)
                        .password(newPassword));
            } catch (CodeMismatchException | ExpiredCodeException | UserNotFoundException | NotAuthorizedException
                    | UserNotConfirmedException | InvalidParameterException e) {
                throw AccountProblems.wrongCode();
            } catch (InvalidPasswordException | PasswordHistoryPolicyViolationException e) {
                throw refused();
            }
        });
    }

    void change(String accessToken, String currentPassword, String newPassword) {
        calls.make("ChangePassword", cognito -> {
            try {
                return cognito.changePassword(request -> request.accessToken(accessToken)
                        .previousPassword(currentPassword)
                        .proposedPassword(newPassword));
            } catch (NotAuthorizedException e) {
                if (CognitoCalls.isLockedOut(e)) {
                    throw AccountProblems.tooMany();
                }
                throw CognitoCalls.isWrongPassword(e)
                        ? AccountProblems.wrongPassword("currentPassword")
                        : AccountProblems.unauthenticated("The access token is not good any more: log in again.");
            } catch (UserNotFoundException | UserNotConfirmedException e) {
                throw AccountProblems.unauthenticated("The access token is of no account: log in again.");
            } catch (PasswordResetRequiredException e) {
                throw AccountProblems.newPasswordNeeded();
            } catch (InvalidPasswordException | PasswordHistoryPolicyViolationException e) {
                throw refused();
            }
        });
    }

    /// By rules of the pool's that go beyond the portal's own, such as a history of passwords.
    private static ProblemException refused() {
        return ProblemException.badField("newPassword", "policy",
                "newPassword does not meet the rules, or was used before; choose another");
    }
}
