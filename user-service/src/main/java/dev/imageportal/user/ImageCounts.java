package dev.imageportal.user;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// How many pictures a user has, as image-service says. A profile never waits for it for long: while image-service does
/// not answer, the count is the last one that this instance heard, or 0.
@Component
class ImageCounts {

    private static final Logger log = LoggerFactory.getLogger(ImageCounts.class);
    private static final int REMEMBERED = 10_000;

    private final ImageService images;
    private final Map<String, Long> lastHeard = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    });

    ImageCounts(ImageService images) {
        this.images = images;
    }

    long of(String username) {
        try {
            long count = images.counts(username).count();
            lastHeard.put(username, count);
            return count;
        } catch (RuntimeException e) {
            log.debug("No count of {}'s pictures: {}", username, e.toString());
            return lastHeard.getOrDefault(username, 0L);
        }
    }
}
