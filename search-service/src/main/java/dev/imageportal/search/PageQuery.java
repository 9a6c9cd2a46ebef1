package dev.imageportal.search;

import dev.imageportal.search.PictureSearch.Page;
import dev.imageportal.search.SearchRequest.Place;
import dev.imageportal.search.SearchRequest.Sort;
import dev.imageportal.search.SearchRequest.Total;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page: the steps of the query one after the other, each newest first, until the page is full.
///
/// A page begins after a picture, not at a number, so new pictures never shift what is still to come.
final class PageQuery {

    /// Up to here the total is exact.
    static final int COUNTED = 1_000;

    private final PictureFinder finder;
    private final SearchRequest request;

    /// A picture, and the step at which it matches.
    private record Found(FoundPicture picture, Closeness step) {}

    PageQuery(PictureFinder finder, SearchRequest request) {
        this.finder = finder;
        this.request = request;
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
        boolean more = found.size() > request.limit();
        List<Found> page = more ? found.subList(0, request.limit()) : found;
        return new Page(page.stream().map(each -> each.picture().json()).toList(), total,
                more ? new Place(page.getLast().step(), page.getLast().picture().id().toString(), total) : null);
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
        ImageId before = place != null && place.step() == step ? ImageId.parse(place.id()) : null;
        return finder.newest(step(step, done), before, count, total.exact())
                .stream()
                .map(picture -> new Found(picture, step))
                .toList();
    }

    /// What the strictest step finds is among what the most generous one does, which takes many times as long: where
    /// there is more than is counted at the first, the second is not asked.
    private Total count(List<Closeness> steps) {
        Total strict = finder.count(step(steps.getFirst(), null), COUNTED);
        return steps.size() == 1 || !strict.exact() ? strict : finder.count(step(steps.getLast(), null), COUNTED);
    }

    private StepQuery step(Closeness step, @Nullable Closeness done) {
        return new StepQuery(request.query(), step, done);
    }
}
