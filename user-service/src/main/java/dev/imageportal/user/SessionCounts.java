package dev.imageportal.user;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// What becomes of sessions. How many are open nobody knows: they live in browsers' cookies and in clients' hands, and
/// most end without a word.
@Component
class SessionCounts {

    enum Event {
        BEGUN, REFRESHED, ENDED
    }

    enum Kind {
        /// A browser's, in the gateway's cookies.
        COOKIE,
        /// A client's, which keeps its tokens itself and has no way to end them.
        TOKEN
    }

    private final MeterRegistry meters;

    SessionCounts(MeterRegistry meters) {
        this.meters = meters;
        for (Event event : Event.values()) {
            counter(event, Kind.COOKIE);
        }
        counter(Event.BEGUN, Kind.TOKEN);
        counter(Event.REFRESHED, Kind.TOKEN);
    }

    void count(Event event, Kind kind) {
        counter(event, kind).increment();
    }

    private Counter counter(Event event, Kind kind) {
        return Counter.builder("portal.sessions")
                .description("Sessions begun, refreshed and ended by logging out")
                .tag("event", event.name().toLowerCase(Locale.ROOT))
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
