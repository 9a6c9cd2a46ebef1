package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Brings accounts and profiles together: a confirmed account has a profile from its confirmation on, or at the latest
/// from its first log-in.
@Service
class Accounts {

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final int MAX_REFRESH_TOKEN = 8192;

    private final UserPool pool;
    private final Profiles profiles;

    Accounts(UserPool pool, Profiles profiles) {
        this.pool = pool;
        this.profiles = profiles;
    }

    /// @return where the code was sent
    String signUp(SignUp signUp) {
        return pool.signUp(signUp);
    }

    void confirm(String username, @Nullable String code) {
        if (code == null || code.isEmpty()) {
            throw ProblemException.badField("code", "required", "code is required");
        }
        Username name = Username.parse(username).orElseThrow(UserPool::wrongCode);
        // asked first, so that a database that is away costs nobody their code
        if (profiles.find(name).isPresent()) {
            throw ProblemException.badRequest("already-confirmed", "This account is confirmed already: log in.");
        }
        if (!CODE.matcher(code).matches()) {
            throw UserPool.wrongCode();
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
        Username.parse(username).ifPresent(pool::resendCode);
    }

    Tokens logIn(String username, String password) {
        Optional<Username> name = Username.parse(username);
        if (name.isEmpty() || password.isEmpty() || password.length() > PasswordPolicy.MAX) {
            throw UserPool.wrongCredentials();
        }
        Tokens tokens = pool.logIn(name.get(), password);
        if (profiles.find(name.get()).isEmpty()) {
            profiles.create(name.get(), pool.displayName(tokens));
        }
        return tokens;
    }

    Tokens refresh(String refreshToken) {
        if (refreshToken.isBlank() || refreshToken.length() > MAX_REFRESH_TOKEN) {
            throw UserPool.wrongRefreshToken();
        }
        return pool.refresh(refreshToken);
    }
}
