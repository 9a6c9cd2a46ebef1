package dev.imageportal.image;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Hashtags of a caption: `#` followed by letters, digits or `_` of any script.
final class Hashtags {

    static final int MAX = 30;

    /// Marks belong to the letters before them in many scripts, as in हिन्दी.
    private static final Pattern HASHTAG = Pattern.compile("#([\\p{L}\\p{Nd}_][\\p{L}\\p{M}\\p{Nd}_]*)");

    private Hashtags() {}

    /// In the caption's order, each once: NFKC, lower-case, without `#`.
    static List<String> of(String caption) {
        var hashtags = new LinkedHashSet<String>();
        var matcher = HASHTAG.matcher(normalize(caption));
        while (matcher.find()) {
            hashtags.add(normalize(matcher.group(1).toLowerCase(Locale.ROOT)));
        }
        return List.copyOf(hashtags);
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
