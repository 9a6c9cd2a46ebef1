package dev.imageportal.gateway;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;

/// What people come to the portal for, as operators watch it. The bounds of its histograms surround its objective, which
/// `deploy/prometheus/rules/journeys.yml` names: a bound there must be one here.
enum Journey {
    SIGN_IN(250, 500, 1_000, 2_500),
    /// From a picture's last byte.
    UPLOAD(500, 1_000, 2_500, 5_000, 10_000, 30_000), VIEW(50, 100, 250, 500, 1_000), FIND(50, 100, 250, 500, 1_000),
    /// Everything else.
    OTHER(100, 500, 2_500);

    private final Duration[] bounds;

    Journey(long... milliseconds) {
        bounds = LongStream.of(milliseconds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    static Journey named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Duration[] bounds() {
        return bounds.clone();
    }
}
