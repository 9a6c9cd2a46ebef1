package dev.imageportal.events;

import java.text.Normalizer;
import java.util.Locale;

/// The one form in which hashtags stand in events, are stored and are compared: NFKC, lower-case, without `#`.
public final class HashtagForm {

    private HashtagForm() {}

    /// @param tag in any form and case, with or without `#`
    public static String of(String tag) {
        // Lower-casing can leave a form that is not normal any more.
        String normal = normalize(normalize(tag).toLowerCase(Locale.ROOT));
        return normal.startsWith("#") ? normal.substring(1) : normal;
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
