package dev.imageportal.user;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// Text that people write about themselves, of any script.
final class PlainText {

    /// Letters and symbols by their category, yet blank: fillers of Hangul and of Braille.
    private static final String BLANKS = "\u115F\u1160\u2800\u3164\uFFA0";

    private PlainText() {}

    /// Composed (NFC), so that what looks alike is alike; without space around it; with `\n` as its line break.
    static String of(@Nullable String text) {
        return text == null ? "" : Normalizer.normalize(text.replace("\r\n", "\n"), Normalizer.Form.NFC).strip();
    }

    static void checkLength(String field, String text, int max, FieldErrors errors) {
        if (text.codePointCount(0, text.length()) > max) {
            errors.add(field, "maxLength", field + " must have at most " + max + " characters");
        }
    }

    /// Control characters, halves of characters, and those that turn the direction of the text around it.
    ///
    /// @param lines whether line breaks are none
    static boolean hasControls(String text, boolean lines) {
        return text.codePoints().anyMatch(character -> isControl(character) && !(lines && character == '\n'));
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        };
    }

    /// Whether anything shows.
    static boolean isVisible(String text) {
        return text.codePoints().anyMatch(character -> switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
                false;
            default -> BLANKS.indexOf(character) < 0;
        });
    }
}
