package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.PublishedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// For the other services only; the gateway does not route it.
@RestController
@RequestMapping("/internal/images")
class InternalController {

    private static final int MAX_LIMIT = 1000;

    private final Images images;

    InternalController(Images images) {
        this.images = images;
    }

    /// All images, ascending by id.
    ///
    /// @param after the `nextAfter` of the page before
    @GetMapping
    ImagePage images(@RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "" + MAX_LIMIT) int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.badField("limit", "range", "limit must be a whole number from 1 to " + MAX_LIMIT);
        }
        if (!after.isEmpty() && !ImageIds.isId(after)) {
            throw ProblemException.badField("after", "uuid", "after must be the nextAfter of the page before");
        }
        List<PublishedImage> items = images.after(after, limit);
        return new ImagePage(items, items.size() < limit ? null : items.getLast().id());
    }

    @GetMapping("/counts")
    ImageCount count(@RequestParam String username) {
        return new ImageCount(username, images.countOf(username));
    }

    /// @param nextAfter null when there are no more
    record ImagePage(List<PublishedImage> items, @Nullable String nextAfter) {}

    record ImageCount(String username, long count) {}
}
