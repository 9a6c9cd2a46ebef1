package dev.imageportal.image;

/// What the picture shows, for those who don't see it.
///
/// @param text line ends are `\n`; empty when there is none
record AltText(String text) {

    static final int MAX_CHARACTERS = 1000;

    /// @throws dev.imageportal.defaults.ProblemException when the text is too long or has control characters
    AltText {
        text = FormText.clean("altText", text, MAX_CHARACTERS);
    }
}
