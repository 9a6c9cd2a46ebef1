package dev.imageportal.search;

import java.util.ArrayList;
import java.util.List;

/// What a person asks for: every required part has to match, no excluded one may.
///
/// @param required in the order typed, each once
/// @param excluded likewise; when nothing is required, every other picture matches
record SearchQuery(List<Part> required, List<Part> excluded) {

    SearchQuery {
        required = List.copyOf(required);
        excluded = List.copyOf(excluded);
        if (required.isEmpty() && excluded.isEmpty()) {
            throw new IllegalArgumentException("a query has at least one part");
        }
    }

    /// One condition on a picture. Texts are in Unicode's NFKC form.
    sealed interface Part {}

    /// Words of the caption or the alternative text. What is typed without white space is one keyword, even where it
    /// holds several words (`l'été`, `東京`): these have to stand together, in this order.
    ///
    /// @param open whether the last word may go on, as the person may still be typing it
    record Keyword(String text, boolean open) implements Part {}

    /// Words that stand together in the caption or in the alternative text, in this order.
    record Phrase(String text) implements Part {}

    /// A hashtag, exactly: lower-case, without `#`.
    record Hashtag(String tag) implements Part {}

    /// Pictures of one user, exactly: lower-case, without `@`.
    record User(String username) implements Part {}

    /// The same for the same question, whatever its spelling: what a cursor is bound to.
    String canonical() {
        List<String> parts = new ArrayList<>();
        required.forEach(part -> parts.add("+" + part));
        excluded.forEach(part -> parts.add("-" + part));
        return String.join("\n", parts);
    }
}
