package dev.imageportal.image;

import dev.imageportal.events.HashtagForm;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Hashtags of a caption: `#` followed by letters, digits or `_` of any script.
final class Hashtags {

    static final int MAX = 30;

    /// Marks belong to the letters before them in many scripts, as in हिन्दी.
    private static final Pattern HASHTAG = Pattern.compile("#([\\p{L}\\p{Nd}_][\\p{L}\\p{M}\\p{Nd}_]*)");

    private Hashtags() {}

    /// In the caption's order, each once, in their [HashtagForm].
    static List<String> of(String caption) {
        var hashtags = new LinkedHashSet<String>();
        var matcher = HASHTAG.matcher(Normalizer.normalize(caption, Normalizer.Form.NFKC));
        while (matcher.find()) {
            hashtags.add(HashtagForm.of(matcher.group(1)));
        }
        return List.copyOf(hashtags);
    }
}
