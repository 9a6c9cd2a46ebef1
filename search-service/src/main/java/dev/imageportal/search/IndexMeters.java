package dev.imageportal.search;

import dev.imageportal.events.ImageEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/// What the index tells those who watch it.
@Component
class IndexMeters {

    private final InstantSource clock;
    private final Timer age;

    IndexMeters(MeterRegistry meters, PictureIndex index, InstantSource clock) {
        this.clock = clock;
        this.age = Timer.builder("portal.search.event.age")
                .description("From an event to its being found")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(meters);
        Gauge.builder("portal.search.index.documents", index, PictureIndex::pictures)
                .description("Pictures that can be found")
                .register(meters);
    }

    /// An event has been applied: whoever searches now sees it.
    void visible(ImageEvent event) {
        Duration passed = Duration.between(event.occurredAt(), clock.instant());
        age.record(passed.isNegative() ? Duration.ZERO : passed);
    }
}
