package dev.imageportal.user;

import java.util.Optional;
import org.springframework.stereotype.Service;

/// Logging in, staying so, and logging out.
@Service
class LogIns {

    private final PoolTokens pool;
    private final Profiles profiles;
    private final OwnProfiles ownProfiles;
    private final AccountDeletions deletions;

    LogIns(PoolTokens pool, Profiles profiles, OwnProfiles ownProfiles, AccountDeletions deletions) {
        this.pool = pool;
        this.profiles = profiles;
        this.ownProfiles = ownProfiles;
        this.deletions = deletions;
    }

    Session logIn(String username, String password) {
        Optional<Username> name = Username.parse(username);
        if (name.isEmpty() || password.isEmpty() || password.length() > PasswordPolicy.MAX) {
            throw AccountProblems.wrongCredentials();
        }
        // the user pool may have the account a little longer
        if (deletions.covers(name.get())) {
            throw AccountProblems.wrongCredentials();
        }
        Tokens tokens = pool.logIn(name.get(), password);
        Profile profile = ownProfiles.of(name.get(), tokens.accessToken())
                .orElseThrow(AccountProblems::wrongCredentials);
        return new Session(profile, tokens);
    }

    Tokens refresh(String refreshToken) {
        Tokens tokens = pool.refresh(refreshToken);
        if (Username.parse(tokens.username()).filter(name -> !deletions.covers(name)).isEmpty()) {
            throw AccountProblems.wrongRefreshToken();
        }
        return tokens;
    }

    /// The profile is read first: once the pool has exchanged the token, its owner must get the new one.
    Session refresh(String username, String refreshToken) {
        Username name = Username.parse(username).orElseThrow(AccountProblems::wrongRefreshToken);
        Profile profile = profiles.find(name).orElseThrow(AccountProblems::wrongRefreshToken);
        Tokens tokens = pool.refresh(refreshToken);
        if (!tokens.username().equals(name.value())) {
            throw AccountProblems.wrongRefreshToken();
        }
        return new Session(profile, tokens);
    }

    /// Unknown tokens are as good as ended.
    void logOut(String refreshToken) {
        pool.revoke(refreshToken);
    }
}
