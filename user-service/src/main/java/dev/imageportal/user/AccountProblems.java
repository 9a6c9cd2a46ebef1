package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/// What several requests are refused with.
final class AccountProblems {

    private static final Duration AFTER_TOO_MANY = Duration.ofMinutes(1);

    private AccountProblems() {}

    static ProblemException wrongCredentials() {
        return ProblemException.of(HttpStatus.UNAUTHORIZED, "wrong-credentials",
                "The user name or the password is wrong.");
    }

    static ProblemException wrongRefreshToken() {
        return ProblemException.of(HttpStatus.UNAUTHORIZED, "wrong-refresh-token",
                "The refresh token is not valid, or not any more: log in again.");
    }

    static ProblemException wrongCode() {
        return ProblemException.badRequest("wrong-code",
                "The code is wrong or has expired: use the one of the newest mail, or ask for another.")
                .withField("code", "code", "code is wrong or has expired");
    }

    /// For somebody who is signed in: no `401`, which would say that they are not.
    static ProblemException wrongPassword(String field) {
        return ProblemException.badRequest("wrong-password", "The password is wrong: type the one you log in with.")
                .withField(field, "password", field + " is not the account's password");
    }

    /// A token that is no good for this, whatever its signature says.
    static ProblemException unauthenticated(String detail) {
        return ProblemException.of(HttpStatus.UNAUTHORIZED, "unauthenticated", detail);
    }

    static ProblemException newPasswordNeeded() {
        return ProblemException.of(HttpStatus.FORBIDDEN, "password-reset-required",
                "This account needs a new password before it can log in.");
    }

    static ProblemException tooMany() {
        return ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests",
                "There were too many attempts; wait a while before the next.").retryAfter(AFTER_TOO_MANY);
    }

    static ProblemException notMailed() {
        return ProblemException.unavailable("The code could not be mailed just now; ask for another in a while.",
                AFTER_TOO_MANY);
    }
}
