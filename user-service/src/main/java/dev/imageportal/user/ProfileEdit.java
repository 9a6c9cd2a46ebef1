package dev.imageportal.user;

import dev.imageportal.defaults.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a person changes of their profile, checked.
///
/// @param displayName null to leave it
/// @param bio         null to leave it; empty to clear it
record ProfileEdit(@Nullable String displayName, @Nullable String bio) {

    private static final int MAX_BIO = 500;

    /// A field that is absent stays (RFC 7396); `null` clears the bio, and a display name can't be without one.
    ///
    /// @throws ProblemException `400` that names every bad field
    static ProfileEdit of(@Nullable JsonNode displayName, @Nullable JsonNode bio) {
        FieldErrors errors = new FieldErrors();
        ProfileEdit edit = new ProfileEdit(displayName == null ? null : displayName(displayName, errors),
                bio == null ? null : bio(bio, errors));
        errors.throwIfAny();
        return edit;
    }

    private static String displayName(JsonNode value, FieldErrors errors) {
        String name = DisplayName.check(text("displayName", value, errors), errors);
        if (name.isEmpty() && (value.isString() || value.isNull())) {
            errors.add("displayName", "minLength", "displayName must have a character; leave it out to keep it");
        }
        return name;
    }

    private static String bio(JsonNode value, FieldErrors errors) {
        String bio = PlainText.of(text("bio", value, errors));
        PlainText.checkLength("bio", bio, MAX_BIO, errors);
        if (PlainText.hasControls(bio, true)) {
            errors.add("bio", "characters", "bio must have no control characters except line breaks");
        }
        return bio;
    }

    private static @Nullable String text(String field, JsonNode value, FieldErrors errors) {
        if (!value.isString() && !value.isNull()) {
            errors.add(field, "type", field + " must be a text");
        }
        return value.isString() ? value.asString() : null;
    }
}
