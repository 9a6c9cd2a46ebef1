package dev.imageportal.image;

/// The account that an access token speaks for is gone, though the token has not expired.
class AccountDeletedException extends RuntimeException {

    AccountDeletedException() {
        super("the account was deleted");
    }
}
