package dev.imageportal.search;

import dev.imageportal.search.UsedTerms.Used;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hashtags and users that pictures have, by their beginnings.
@Component
class Suggestions {

    private final PictureIndex index;

    /// @param tags  most used first
    /// @param users those with most pictures first
    record Found(List<Used> tags, List<Used> users) {}

    Suggestions(PictureIndex index) {
        this.index = index;
    }

    Found find(SuggestionRequest request) {
        return index.readTerms(terms -> new Found(
                request.tagStart() == null
                        ? List.of()
                        : terms.beginningWith(request.tagStart(), "hashtags", request.limit()),
                request.userStart() == null
                        ? List.of()
                        : terms.beginningWith(request.userStart(), "username", request.limit())));
    }
}
