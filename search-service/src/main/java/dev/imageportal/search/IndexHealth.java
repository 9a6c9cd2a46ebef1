package dev.imageportal.search;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Up when the index answers. Kafka and image-service may be away: what is in the index can be found all the same.
@Component("searchIndex")
class IndexHealth implements HealthIndicator {

    private final PictureIndex index;

    IndexHealth(PictureIndex index) {
        this.index = index;
    }

    @Override
    public Health health() {
        try {
            index.state();
            return Health.up().build();
        } catch (RuntimeException e) {
            return Health.down(e).build();
        }
    }
}
