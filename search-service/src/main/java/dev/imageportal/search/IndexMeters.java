package dev.imageportal.search;

import dev.imageportal.events.ImageEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What the index tells those who watch it.
@Component
class IndexMeters {

    private static final Logger log = LoggerFactory.getLogger(IndexMeters.class);

    private final InstantSource clock;
    private final Timer age;

    IndexMeters(MeterRegistry meters, PictureIndex index, InstantSource clock) {
        this.clock = clock;
        this.age = Timer.builder("portal.search.event.age")
                .description("From an event to its being found")
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1))
                .register(meters);
        Gauge.builder("portal.search.index.documents", index, PictureIndex::pictures)
                .description("Pictures that can be found")
                .register(meters);
        Gauge.builder("portal.search.index.size", index, IndexMeters::size)
                .description("Size of the index")
                .baseUnit("bytes")
                .register(meters);
    }

    private static double size(PictureIndex index) {
        try {
            return index.size();
        } catch (RuntimeException e) {
            // such as a file that went while it was looked at; the next measurement is right
            log.debug("The size of the index is not known just now: {}", e.toString());
            return Double.NaN;
        }
    }

    /// An event has been applied: whoever searches now sees it.
    void visible(ImageEvent event) {
        Duration passed = Duration.between(event.occurredAt(), clock.instant());
        age.record(passed.isNegative() ? Duration.ZERO : passed);
    }
}
