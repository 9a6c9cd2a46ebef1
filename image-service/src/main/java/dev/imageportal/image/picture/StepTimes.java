package dev.imageportal.image.picture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// How long each step of an upload takes.
public final class StepTimes {

    public enum Step {
        /// The body comes in.
        READ,
        /// Wait for a place among the uploads that hold renditions in memory.
        TURN,
        /// Wait for a decoding permit.
        PERMIT,
        /// The file becomes the largest rendition's pixels.
        DECODE,
        /// One rendition's pixels become the next smaller one's.
        SHRINK,
        /// One rendition's pixels become a file.
        ENCODE, PLACEHOLDER,
        /// Original and renditions go to the object store, side by side.
        STORE,
        /// The transaction of the record and its event.
        COMMIT
    }

    /// Measures nothing.
    static final StepTimes NONE = new StepTimes();

    private final Map<Step, Timer> timers = new EnumMap<>(Step.class);

    private StepTimes() {}

    public StepTimes(MeterRegistry meters) {
        for (Step step : Step.values()) {
            timers.put(step, Timer.builder("portal.upload.step")
                    .description("Time of one step of an upload")
                    .tag("step", step.name().toLowerCase(Locale.ROOT))
                    .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100),
                            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
                            Duration.ofMillis(2_500), Duration.ofSeconds(10))
                    .register(meters));
        }
    }

    /// The step ends, well or not, when the result is closed.
    public Running begin(Step step) {
        Timer timer = timers.get(step);
        long begun = System.nanoTime();
        return () -> {
            if (timer != null) {
                timer.record(Duration.ofNanos(System.nanoTime() - begun));
            }
        };
    }

    /// A step under way.
    @FunctionalInterface
    public interface Running extends AutoCloseable {

        @Override
        void close();
    }
}
