package dev.imageportal.search;

import dev.imageportal.search.UsedTerms.Used;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hashtags and users that pictures have, by their beginnings.
///
/// @param tags  most used first
/// @param users those with most pictures first
record Suggestions(List<Used> tags, List<Used> users) {

    static Suggestions find(UsedTerms terms, SuggestionRequest request) {
        return new Suggestions(find(terms, "hashtags", request.tagStart(), request.limit()),
                find(terms, "username", request.userStart(), request.limit()));
    }

    private static List<Used> find(UsedTerms terms, String field, @Nullable String start, int limit) {
        return start == null ? List.of() : terms.beginningWith(start, field, limit);
    }
}
