package dev.imageportal.search;

import dev.imageportal.search.SearchRequest.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hibernate.search.engine.search.predicate.dsl.PredicateFinalStep;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.query.SearchResultTotal;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.jspecify.annotations.Nullable;

/// Finds pictures in OpenSearch.
///
/// Where many pictures match, only as much of the past is looked at as the page needs, so that a page does not take
/// longer the more pictures are stored.
final class OpenSearchFinder implements PictureFinder {

    /// The first look at the past, and how much farther back each next one goes; the last one goes to the beginning.
    private static final Duration FIRST_WINDOW = Duration.ofMinutes(10);
    private static final int WINDOW_GROWTH = 16;
    private static final int WINDOWS = 6;

    private final SearchSession session;
    private final TimeFrame time;

    OpenSearchFinder(SearchSession session, TimeFrame time) {
        this.session = session;
        this.time = time;
    }

    /// Ends as soon as there are more than `atMost`: all score the same, so the index need not look any further.
    @Override
    public Total count(StepQuery query, int atMost) {
        SearchResultTotal total = session.search(IndexEntry.class)
                .select(f -> f.id(String.class))
                .where(f -> query.predicate(f).constantScore())
                .sort(f -> f.score())
                .totalHitCountThreshold(atMost)
                .failAfter(time.millisecondsLeft(), TimeUnit.MILLISECONDS)
                .fetch(1)
                .total();
        boolean exact = total.isHitCountExact() && total.hitCountLowerBound() <= atMost;
        return new Total((int) Math.min(total.hitCountLowerBound(), atMost), exact);
    }

    @Override
    public List<FoundPicture> newest(StepQuery query, @Nullable ImageId before, int count, boolean few) {
        if (few) {
            return find(query, new Window(before, null, null), count);
        }
        List<FoundPicture> found = new ArrayList<>();
        Instant from = before == null ? time.asked() : before.time();
        Duration length = FIRST_WINDOW;
        Long until = null;
        for (int look = 1; look <= WINDOWS && found.size() < count; look++) {
            Long since = look == WINDOWS ? null : ImageId.firstHigh(from.minus(length));
            found.addAll(find(query, new Window(before, since, until), count - found.size()));
            until = since;
            length = length.multipliedBy(WINDOW_GROWTH);
        }
        return found;
    }

    /// A part of the past.
    ///
    /// @param before only pictures older than this one
    /// @param since  [ImageId#firstHigh] of its beginning, null for the beginning of everything
    /// @param until  likewise of its end, which is outside, null for now
    private record Window(@Nullable ImageId before, @Nullable Long since, @Nullable Long until) {}

    private List<FoundPicture> find(StepQuery query, Window window, int count) {
        return session.search(IndexEntry.class)
                .select(f -> f.composite()
                        .from(f.id(String.class), f.field("json", String.class))
                        .as((id, json) -> new FoundPicture(ImageId.parse(id), PictureJson.read(json))))
                .where(f -> within(f, query, window))
                .sort(KeySet::newestFirst)
                .totalHitCountThreshold(count)
                .failAfter(time.millisecondsLeft(), TimeUnit.MILLISECONDS)
                .fetchHits(count);
    }

    private static PredicateFinalStep within(SearchPredicateFactory f, StepQuery query, Window window) {
        var all = query.predicate(f);
        if (window.before() != null) {
            all.filter(KeySet.before(f, window.before()));
        }
        if (window.since() != null) {
            all.filter(KeySet.since(f, window.since()));
        }
        if (window.until() != null) {
            all.filter(KeySet.until(f, window.until()));
        }
        return all;
    }
}
