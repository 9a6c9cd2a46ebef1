package dev.imageportal.search;

import org.hibernate.search.engine.search.predicate.dsl.PredicateFinalStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.sort.dsl.SearchSortFactory;
import org.hibernate.search.engine.search.sort.dsl.SortFinalStep;

/// Order and ranges of image ids, which are the order and the ranges of the pictures' times.
final class KeySet {

    static final String HIGH = "idHigh";
    static final String LOW = "idLow";

    private KeySet() {}

    static SortFinalStep newestFirst(SearchSortFactory f) {
        return f.composite(b -> b.add(f.field(HIGH).desc()).add(f.field(LOW).desc()));
    }

    static SortFinalStep oldestFirst(SearchSortFactory f) {
        return f.composite(b -> b.add(f.field(HIGH).asc()).add(f.field(LOW).asc()));
    }

    /// Older than the image.
    static PredicateFinalStep before(SearchPredicateFactory f, ImageId id) {
        return f.bool()
                .filter(f.range().field(HIGH).atMost(id.high()))
                .mustNot(f.and(f.match().field(HIGH).matching(id.high()), f.range().field(LOW).atLeast(id.low())));
    }

    /// Newer than the image.
    static PredicateFinalStep after(SearchPredicateFactory f, ImageId id) {
        return f.bool()
                .filter(f.range().field(HIGH).atLeast(id.high()))
                .mustNot(f.and(f.match().field(HIGH).matching(id.high()), f.range().field(LOW).atMost(id.low())));
    }

    /// The image and older ones.
    static PredicateFinalStep upTo(SearchPredicateFactory f, ImageId id) {
        return f.bool()
                .filter(f.range().field(HIGH).atMost(id.high()))
                .mustNot(f.and(f.match().field(HIGH).matching(id.high()), f.range().field(LOW).greaterThan(id.low())));
    }

    /// Uploaded at [ImageId#firstHigh] or later.
    static PredicateFinalStep since(SearchPredicateFactory f, long high) {
        return f.range().field(HIGH).atLeast(high);
    }

    /// Uploaded before [ImageId#firstHigh].
    static PredicateFinalStep until(SearchPredicateFactory f, long high) {
        return f.range().field(HIGH).lessThan(high);
    }
}
