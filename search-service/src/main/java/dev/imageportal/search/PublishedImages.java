package dev.imageportal.search;

import dev.imageportal.events.PublishedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// All images of image-service, as their last events told them.
@FeignClient(name = "image-service", url = "${portal.image-service-url}")
interface PublishedImages {

    /// The next images by id.
    ///
    /// @param after the last id of the page before, null for the first page
    /// @param limit 1 to 1,000
    @GetMapping("/internal/images")
    ImagePage page(@RequestParam(required = false) @Nullable String after, @RequestParam int limit);

    /// @param nextAfter null on the last page
    record ImagePage(List<PublishedImage> items, @Nullable String nextAfter) {

        public ImagePage {
            items = List.copyOf(items);
        }
    }
}
