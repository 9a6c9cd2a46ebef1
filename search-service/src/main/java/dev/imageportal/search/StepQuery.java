package dev.imageportal.search;

import org.hibernate.search.engine.search.predicate.dsl.BooleanPredicateClausesStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.jspecify.annotations.Nullable;

/// What one step of a query finds that the step before it does not.
///
/// @param done the step before it, null when there is none whose pictures are to be left out
record StepQuery(SearchQuery query, Closeness step, @Nullable Closeness done) {

    BooleanPredicateClausesStep<?, ?> predicate(SearchPredicateFactory f) {
        QueryPredicates predicates = new QueryPredicates(f, query);
        var all = f.bool().filter(predicates.matching(step));
        if (done != null) {
            all.mustNot(predicates.matching(done));
        }
        return all;
    }
}
