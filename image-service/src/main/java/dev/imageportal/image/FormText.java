package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;

/// The rules that every text of a person keeps.
final class FormText {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    /// JSON can escape them, and no encoding has them.
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private FormText() {}

    /// @throws ProblemException when the bytes are no UTF-8
    static String decode(String field, byte[] utf8) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.badField(field, "utf8", "Send the text of " + field + " as UTF-8.");
        }
    }

    /// Browsers send a form's line ends as CRLF, which count as one character.
    ///
    /// @param maxCharacters Unicode code points
    /// @throws ProblemException when the text is longer, has control characters or is no Unicode
    static String clean(String field, String text, int maxCharacters) {
        String cleaned = text.replace("\r\n", "\n").replace('\r', '\n');
        if (cleaned.codePointCount(0, cleaned.length()) > maxCharacters) {
            throw tooLong(field, maxCharacters);
        }
        if (CONTROL.matcher(cleaned).find()) {
            throw ProblemException.badField(field, "noControlCharacters",
                    "Remove the control characters from " + field + "; only line breaks and tabs are allowed.");
        }
        if (LONE_SURROGATE.matcher(cleaned).find()) {
            throw ProblemException.badField(field, "unicode",
                    "The text of " + field + " has half a character (a lone surrogate): remove it.");
        }
        return cleaned;
    }

    static ProblemException tooLong(String field, int maxCharacters) {
        return ProblemException.badField(field, "maxLength",
                "The text of %s can have at most %,d characters: shorten it.".formatted(field, maxCharacters));
    }
}
