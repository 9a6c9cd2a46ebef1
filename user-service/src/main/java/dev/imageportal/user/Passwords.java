package dev.imageportal.user;

import org.springframework.stereotype.Service;

/// Forgotten and changed passwords. Nothing here tells whether there is such an account.
@Service
class Passwords {

    private final PoolPasswords pool;
    private final CodeRequests codes;
    private final AccountDeletions deletions;

    Passwords(PoolPasswords pool, CodeRequests codes, AccountDeletions deletions) {
        this.pool = pool;
        this.codes = codes;
        this.deletions = deletions;
    }

    void sendCode(String username) {
        codes.add("password-reset", username, name -> !deletions.covers(name) && pool.sendCode(name));
    }

    /// @param newPassword one that meets the rules
    void set(String username, String code, String newPassword) {
        Username name = Username.parse(username).orElseThrow(AccountProblems::wrongCode);
        if (!ConfirmationCode.isPossible(code) || deletions.covers(name)) {
            throw AccountProblems.wrongCode();
        }
        pool.set(name, code, newPassword);
    }

    /// @param newPassword one that meets the rules
    void change(Caller caller, String currentPassword, String newPassword) {
        deletions.refuse(caller);
        if (currentPassword.isEmpty() || currentPassword.length() > PasswordPolicy.MAX) {
            throw AccountProblems.wrongPassword("currentPassword");
        }
        pool.change(caller.accessToken(), currentPassword, newPassword);
    }
}
