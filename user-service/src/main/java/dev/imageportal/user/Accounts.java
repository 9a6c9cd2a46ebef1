package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Brings accounts and profiles together: a confirmed account has a profile from its confirmation on, or at the latest
/// from its first log-in.
@Service
class Accounts {

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    private final UserPool pool;
    private final Profiles profiles;
    private final CodeRequests codes;
    private final AccountDeletions deletions;

    Accounts(UserPool pool, Profiles profiles, CodeRequests codes, AccountDeletions deletions) {
        this.pool = pool;
        this.profiles = profiles;
        this.codes = codes;
        this.deletions = deletions;
    }

    /// @return where the code was sent
    String signUp(SignUp signUp) {
        if (deletions.covers(signUp.username())) {
            throw UserPool.nameTaken(signUp.username());
        }
        return pool.signUp(signUp);
    }

    void confirm(String username, @Nullable String code) {
        if (code == null || code.isEmpty()) {
            throw ProblemException.badField("code", "required", "code is required");
        }
        Username name = Username.parse(username).orElseThrow(AccountProblems::wrongCode);
        // asked first, so that a database that is away costs nobody their code
        if (profiles.find(name).isPresent()) {
            throw ProblemException.badRequest("already-confirmed", "This account is confirmed already: log in.");
        }
        if (!ConfirmationCode.isPossible(code) || deletions.covers(name)) {
            throw AccountProblems.wrongCode();
        }
        pool.confirm(name, code);
        try {
            profiles.create(name, pool.displayName(name));
        } catch (RuntimeException e) {
            // the code is used up: the person is told so, and the first log-in makes up for the profile
            log.warn("No profile yet for {}, who was confirmed: {}", name, e.toString());
        }
    }

    /// Tells nobody whether there is such an account, and whether it is confirmed.
    void resendCode(String username) {
        codes.add("confirmation", username, name -> !deletions.covers(name) && pool.resendCode(name));
    }
}
