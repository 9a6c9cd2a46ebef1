package dev.imageportal.user;

import org.jspecify.annotations.Nullable;

/// What a person is called in the portal: 1 to 100 characters, at least one of which can be seen.
final class DisplayName {

    private static final int MAX = 100;

    private DisplayName() {}

    /// @return as it is kept; empty when nothing was written
    static String check(@Nullable String text, FieldErrors errors) {
        String name = PlainText.of(text);
        PlainText.checkLength("displayName", name, MAX, errors);
        if (PlainText.hasControls(name, false)) {
            errors.add("displayName", "characters", "displayName must have no control characters and no line breaks");
        } else if (!name.isEmpty() && !PlainText.isVisible(name)) {
            errors.add("displayName", "visible", "displayName must have a character that can be seen");
        }
        return name;
    }
}
