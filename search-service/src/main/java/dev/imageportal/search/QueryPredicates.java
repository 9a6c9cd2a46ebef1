package dev.imageportal.search;

import dev.imageportal.search.IndexEntry.Kind;
import dev.imageportal.search.SearchQuery.Hashtag;
import dev.imageportal.search.SearchQuery.Keyword;
import dev.imageportal.search.SearchQuery.Part;
import dev.imageportal.search.SearchQuery.Phrase;
import dev.imageportal.search.SearchQuery.User;
import org.hibernate.search.engine.search.predicate.dsl.PredicateFinalStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;

/// A query as conditions on the index. Nothing is scored: see [Closeness].
final class QueryPredicates {

    private final SearchPredicateFactory f;
    private final SearchQuery query;

    QueryPredicates(SearchPredicateFactory f, SearchQuery query) {
        this.f = f;
        this.query = query;
    }

    /// Pictures that match the query this closely.
    PredicateFinalStep matching(Closeness closeness) {
        var all = f.bool();
        query.required().forEach(part -> all.filter(matching(part, closeness)));
        if (query.required().isEmpty()) {
            all.filter(f.match().field("kind").matching(Kind.PICTURE));
        }
        query.excluded().forEach(part -> all.mustNot(matching(part, Closeness.WHOLE_WORDS)));
        return all;
    }

    private PredicateFinalStep matching(Part part, Closeness closeness) {
        return switch (part) {
            case Hashtag(String tag) -> f.match().field("hashtags").matching(tag);
            case User(String username) -> f.match().field("username").matching(username);
            case Phrase(String text) -> words(text, closeness);
            case Keyword keyword -> keyword(keyword, closeness);
        };
    }

    private PredicateFinalStep keyword(Keyword keyword, Closeness closeness) {
        var any = f.or().add(words(keyword.text(), closeness));
        if (closeness.allowsStarts() && keyword.open()) {
            any.add(f.phrase().fields("captionStarts", "altTextStarts").matching(keyword.text()));
        }
        if (closeness.allowsTypos() && Typos.tolerated(keyword.text())) {
            any.add(f.match().fields("caption", "altText").matching(keyword.text()).fuzzy(1));
        }
        return any;
    }

    /// A single word is a phrase of one.
    private PredicateFinalStep words(String text, Closeness closeness) {
        return closeness == Closeness.CAPTION
                ? f.phrase().field("caption").matching(text)
                : f.phrase().fields("caption", "altText").matching(text);
    }
}
