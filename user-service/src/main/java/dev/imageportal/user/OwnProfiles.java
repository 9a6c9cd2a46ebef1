package dev.imageportal.user;

import java.util.Optional;
import org.springframework.stereotype.Component;

/// Profiles of people who proved who they are: theirs is made up for when the confirmation could not make it.
@Component
class OwnProfiles {

    private final Profiles profiles;
    private final AccountDeletions deletions;
    private final UserPool pool;

    OwnProfiles(Profiles profiles, AccountDeletions deletions, UserPool pool) {
        this.profiles = profiles;
        this.deletions = deletions;
        this.pool = pool;
    }

    /// @throws dev.imageportal.defaults.ProblemException `401` when the account was deleted
    Profile of(Caller caller) {
        return of(caller.username(), caller.accessToken())
                .orElseThrow(() -> AccountProblems.unauthenticated("This account was deleted."));
    }

    /// @param accessToken of this user
    /// @return empty when the account was deleted
    Optional<Profile> of(Username username, String accessToken) {
        return profiles.find(username).or(() -> {
            if (deletions.covers(username)) {
                return Optional.empty();
            }
            profiles.create(username, pool.displayName(accessToken));
            return profiles.find(username);
        });
    }
}
