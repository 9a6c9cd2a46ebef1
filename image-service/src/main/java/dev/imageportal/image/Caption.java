package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import java.util.List;

/// What the owner says of a picture, with hashtags in it.
///
/// @param text line ends are `\n`; empty when there is none
record Caption(String text) {

    static final int MAX_CHARACTERS = 2200;

    /// @throws ProblemException when the text is too long, has control characters, or more hashtags than allowed
    Caption {
        text = FormText.clean("caption", text, MAX_CHARACTERS);
        if (Hashtags.of(text).size() > Hashtags.MAX) {
            throw ProblemException.badField("caption", "maxHashtags",
                    "A caption can have at most " + Hashtags.MAX + " hashtags: remove some.");
        }
    }

    List<String> hashtags() {
        return Hashtags.of(text);
    }
}
