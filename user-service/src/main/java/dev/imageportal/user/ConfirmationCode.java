package dev.imageportal.user;

import java.util.regex.Pattern;

/// What the user pool mails to people.
final class ConfirmationCode {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,32}");

    private ConfirmationCode() {}

    /// What can be no code need not be asked about.
    static boolean isPossible(String text) {
        return FORM.matcher(text).matches();
    }
}
