package dev.imageportal.search;

import dev.imageportal.search.SearchQuery.Keyword;
import dev.imageportal.search.SearchQuery.Part;
import dev.imageportal.search.SearchQuery.Phrase;
import java.util.ArrayList;
import java.util.List;

/// How literally a picture has to match a query, from the strictest to the most generous; what matches one also
/// matches those after it. Relevance is this order, and newest first within each.
enum Closeness {
    /// Every word stands whole in the caption.
    CAPTION,
    /// Every word stands whole in the caption or the alternative text.
    WHOLE_WORDS,
    /// The last keyword may be the beginning of a word.
    STARTS,
    /// Keywords of five letters and more may have a typo.
    TYPOS;

    /// The steps at which the query can match something that it does not match at the step before.
    static List<Closeness> stepsOf(SearchQuery query) {
        List<Closeness> steps = new ArrayList<>();
        List<Part> parts = query.required();
        if (parts.stream().anyMatch(part -> part instanceof Keyword || part instanceof Phrase)) {
            steps.add(CAPTION);
        }
        steps.add(WHOLE_WORDS);
        if (parts.stream().anyMatch(part -> part instanceof Keyword keyword && keyword.open())) {
            steps.add(STARTS);
        }
        if (parts.stream().anyMatch(part -> part instanceof Keyword keyword && Typos.tolerated(keyword.text()))) {
            steps.add(TYPOS);
        }
        return List.copyOf(steps);
    }

    boolean allowsStarts() {
        return compareTo(STARTS) >= 0;
    }

    boolean allowsTypos() {
        return this == TYPOS;
    }
}
