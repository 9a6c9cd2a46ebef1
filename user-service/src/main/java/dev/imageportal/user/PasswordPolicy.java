package dev.imageportal.user;

import org.jspecify.annotations.Nullable;

/// The user pool's policy, checked here so that every broken rule is told at once
/// (https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html).
final class PasswordPolicy {

    private static final int MIN = 8;
    static final int MAX = 256;
    private static final String SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`=+";

    private PasswordPolicy() {}

    static void check(String field, @Nullable String password, FieldErrors errors) {
        if (password == null || password.isEmpty()) {
            errors.add(field, "required", field + " is required");
            return;
        }
        if (password.length() < MIN) {
            errors.add(field, "minLength", field + " must have at least " + MIN + " characters");
        }
        if (password.length() > MAX) {
            errors.add(field, "maxLength", field + " must have at most " + MAX + " characters");
        }
        if (password.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
            errors.add(field, "upper", field + " must have an upper-case letter, A to Z");
        }
        if (password.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            errors.add(field, "lower", field + " must have a lower-case letter, a to z");
        }
        if (password.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            errors.add(field, "digit", field + " must have a digit");
        }
        if (password.chars().noneMatch(c -> SYMBOLS.indexOf(c) >= 0)) {
            errors.add(field, "symbol", field + " must have a symbol, such as ! or -");
        }
        if (!password.strip().equals(password) || password.chars().anyMatch(Character::isISOControl)) {
            errors.add(field, "characters",
                    field + " must not begin or end with a space and must have no control characters");
        }
    }
}
