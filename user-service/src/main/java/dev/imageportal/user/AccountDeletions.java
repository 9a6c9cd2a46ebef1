package dev.imageportal.user;

import org.springframework.stereotype.Repository;

/// Accounts that their owners deleted.
@Repository
class AccountDeletions {
    boolean covers(Username username) {
        return false;
    }

    void refuse(Caller caller) {}
}
