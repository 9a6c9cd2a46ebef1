package dev.imageportal.user;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// 3 to 30 of `a-z 0-9 _ .`, starting with a letter.
record Username(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_.]{2,29}");

    /// Names that stand for something else in an address or towards people.
    private static final Set<String> RESERVED = Set.of(
            "admin", "administrator", "anonymous", "api", "docs", "everyone", "feed", "help", "image", "images",
            "internal", "live", "login", "logout", "mail", "media", "moderator", "null", "official", "portal", "root",
            "search", "security", "session", "settings", "signup", "staff", "support", "system", "tag", "tags",
            "tokens", "undefined", "user", "users", "www");

    Username {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("no user name: " + value);
        }
    }

    /// Upper case is read as lower case; empty when that is no user name either.
    static Optional<Username> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String lowerCase = text.toLowerCase(Locale.ROOT);
        return FORM.matcher(lowerCase).matches() ? Optional.of(new Username(lowerCase)) : Optional.empty();
    }

    boolean isReserved() {
        return RESERVED.contains(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
