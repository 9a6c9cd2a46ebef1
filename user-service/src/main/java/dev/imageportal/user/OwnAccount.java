package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/// What people do with their own profile and account.
@Service
class OwnAccount {

    private static final Logger log = LoggerFactory.getLogger(OwnAccount.class);

    private final PoolTokens pool;
    private final Profiles profiles;
    private final OwnProfiles ownProfiles;
    private final AccountDeletions deletions;
    private final DeletionWorker worker;

    OwnAccount(PoolTokens pool, Profiles profiles, OwnProfiles ownProfiles, AccountDeletions deletions,
            DeletionWorker worker) {
        this.pool = pool;
        this.profiles = profiles;
        this.ownProfiles = ownProfiles;
        this.deletions = deletions;
        this.worker = worker;
    }

    /// Of two edits at once each keeps what the other left alone.
    Profile edit(Caller caller, ProfileEdit edit) {
        ownProfiles.of(caller);
        profiles.update(caller.username(), edit);
        return ownProfiles.of(caller);
    }

    /// Returns when the deletion is sure to happen.
    void delete(Caller caller, String password) {
        deletions.refuse(caller);
        checkPassword(caller, password);
        deletions.record(caller.username());
        log.info("{} deletes their account", caller.username());
        worker.wake();
    }

    private void checkPassword(Caller caller, String password) {
        if (password.isEmpty() || password.length() > PasswordPolicy.MAX) {
            throw AccountProblems.wrongPassword("password");
        }
        try {
            pool.logIn(caller.username(), password);
        } catch (ProblemException e) {
            if (e.status() != HttpStatus.UNAUTHORIZED) {
                throw e;
            }
            // another request may have deleted the account in between
            deletions.refuse(caller);
            throw AccountProblems.wrongPassword("password");
        }
    }
}
