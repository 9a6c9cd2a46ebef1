package dev.imageportal.search;

import dev.imageportal.search.PictureSearch.Found;
import dev.imageportal.search.PictureSearch.Page;
import dev.imageportal.search.SearchRequest.Place;
import dev.imageportal.search.SearchRequest.Sort;
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

/// One page: the steps of the query one after the other, each newest first, until the page is full.
///
/// A page begins after a picture, not at a number, so new pictures never shift what is still to come. Where many
/// pictures match, only as much of the past is looked at as the page needs, so that a page does not take longer the
/// more pictures are stored.
final class PageQuery {

    /// Up to here the total is exact.
    static final int COUNTED = 1_000;

    /// The first look at the past, and how much farther back each next one goes; the last one goes to the beginning.
    private static final Duration FIRST_WINDOW = Duration.ofMinutes(10);
    private static final int WINDOW_GROWTH = 16;
    private static final int WINDOWS = 6;

    private final SearchSession session;
    private final SearchRequest request;
    private final Instant now;
    private final long deadline;

    PageQuery(SearchSession session, SearchRequest request, Instant now, Duration timeout) {
        this.session = session;
        this.request = request;
        this.now = now;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    Page page() {
        List<Closeness> steps = Closeness.stepsOf(request.query());
        Place place = request.place();
        Total total = place == null ? count(steps) : place.total();
        List<Found> found = new ArrayList<>();
        for (int i = firstStep(steps); i < steps.size() && !isAll(found, total)
                && found.size() <= request.limit(); i++) {
            found.addAll(ofStep(steps, i, request.limit() + 1 - found.size(), total));
        }
        if (found.size() <= request.limit()) {
            return new Page(found, total, null);
        }
        List<Found> page = found.subList(0, request.limit());
        return new Page(page, total, new Place(page.getLast().step(), page.getLast().id(), total));
    }

    /// Whether no further step has anything more.
    private boolean isAll(List<Found> found, Total total) {
        return request.place() == null && total.exact() && found.size() == total.value();
    }

    /// Newest first of all is one step, the most generous.
    private int firstStep(List<Closeness> steps) {
        Place place = request.place();
        if (request.sort() == Sort.NEWEST) {
            return steps.size() - 1;
        }
        return place == null ? 0 : steps.indexOf(place.step());
    }

    private List<Found> ofStep(List<Closeness> steps, int i, int count, Total total) {
        Closeness step = steps.get(i);
        Closeness done = request.sort() == Sort.NEWEST || i == 0 ? null : steps.get(i - 1);
        Place place = request.place();
        String after = place != null && place.step() == step ? place.id() : null;
        if (total.exact()) {
            return find(step, done, new Window(after, null, null), count);
        }
        List<Found> found = new ArrayList<>();
        Instant from = after == null ? now : ImageId.parse(after).time();
        Duration length = FIRST_WINDOW;
        Long until = null;
        for (int look = 1; look <= WINDOWS && found.size() < count; look++) {
            Long since = look == WINDOWS ? null : ImageId.firstHigh(from.minus(length));
            found.addAll(find(step, done, new Window(after, since, until), count - found.size()));
            until = since;
            length = length.multipliedBy(WINDOW_GROWTH);
        }
        return found;
    }

    /// A part of the past.
    ///
    /// @param after only pictures older than this one
    /// @param since [ImageId#firstHigh] of its beginning, null for the beginning of everything
    /// @param until likewise of its end, which is outside, null for now
    private record Window(@Nullable String after, @Nullable Long since, @Nullable Long until) {}

    private List<Found> find(Closeness step, @Nullable Closeness done, Window window, int count) {
        return session.search(IndexEntry.class)
                .select(f -> f.composite()
                        .from(f.id(String.class), f.field("json", String.class))
                        .as((id, json) -> new Found(id, json, step)))
                .where(f -> within(f, step, done, window))
                .sort(KeySet::newestFirst)
                .totalHitCountThreshold(count)
                .failAfter(millisecondsLeft(), TimeUnit.MILLISECONDS)
                .fetchHits(count);
    }

    private PredicateFinalStep within(SearchPredicateFactory f, Closeness step, @Nullable Closeness done,
            Window window) {
        QueryPredicates query = new QueryPredicates(f, request.query());
        var all = f.bool().filter(query.matching(step));
        if (done != null) {
            all.mustNot(query.matching(done));
        }
        if (window.after() != null) {
            all.filter(KeySet.before(f, ImageId.parse(window.after())));
        }
        if (window.since() != null) {
            all.filter(KeySet.since(f, window.since()));
        }
        if (window.until() != null) {
            all.filter(KeySet.until(f, window.until()));
        }
        return all;
    }

    /// What the strictest step finds is among what the most generous one does, which takes many times as long: where
    /// there is more than is counted at the first, the second is not asked.
    private Total count(List<Closeness> steps) {
        Total strict = count(steps.getFirst());
        return steps.size() == 1 || !strict.exact() ? strict : count(steps.getLast());
    }

    /// Ends as soon as there are more than [#COUNTED]: all score the same, so the index need not look any further.
    private Total count(Closeness step) {
        SearchResultTotal total = session.search(IndexEntry.class)
                .select(f -> f.id(String.class))
                .where(f -> f.bool()
                        .filter(new QueryPredicates(f, request.query()).matching(step))
                        .constantScore())
                .sort(f -> f.score())
                .totalHitCountThreshold(COUNTED)
                .failAfter(millisecondsLeft(), TimeUnit.MILLISECONDS)
                .fetch(1)
                .total();
        boolean exact = total.isHitCountExact() && total.hitCountLowerBound() <= COUNTED;
        return new Total((int) Math.min(total.hitCountLowerBound(), COUNTED), exact);
    }

    private long millisecondsLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
}
