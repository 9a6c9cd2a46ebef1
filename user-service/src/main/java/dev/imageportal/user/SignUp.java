package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a person signs up with, checked.
///
/// @param displayName up to 100 characters; the user name unless told
record SignUp(Username username, String email, String password, String displayName) {

    private static final int MAX_EMAIL = 254;

    /// What mail servers take in practice: RFC 5321's dot-atom at a domain name of at least two labels.
    private static final Pattern EMAIL = Pattern.compile("(?=.{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
            + "(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

    /// @throws ProblemException `400` that names every bad field
    static SignUp of(@Nullable String username, @Nullable String email, @Nullable String password,
            @Nullable String displayName) {
        FieldErrors errors = new FieldErrors();
        Username name = Username.parse(username).orElse(null);
        if (username == null || username.isEmpty()) {
            errors.add("username", "required", "username is required");
        } else if (name == null) {
            errors.add("username", "username",
                    "username must be 3 to 30 of a-z, 0-9, _ and . and must start with a letter");
        } else if (name.isReserved()) {
            errors.add("username", "reserved", "username is reserved; choose another");
        }
        checkEmail(email, errors);
        PasswordPolicy.check("password", password, errors);
        String shown = DisplayName.check(displayName, errors);
        errors.throwIfAny();
        if (name == null || email == null || password == null) {
            throw new IllegalStateException("a missing field went unnoticed");
        }
        return new SignUp(name, email, password, shown.isEmpty() ? name.value() : shown);
    }

    private static void checkEmail(@Nullable String email, FieldErrors errors) {
        if (email == null || email.isEmpty()) {
            errors.add("email", "required", "email is required");
        } else if (email.length() > MAX_EMAIL) {
            errors.add("email", "maxLength", "email must have at most " + MAX_EMAIL + " characters");
        } else if (!EMAIL.matcher(email).matches()) {
            errors.add("email", "email", "email must be an e-mail address such as ada@example.org");
        }
    }
}
