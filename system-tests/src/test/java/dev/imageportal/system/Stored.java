package dev.imageportal.system;

import static org.awaitility.Awaitility.await;

import dev.imageportal.chaos.Holdings;
import dev.imageportal.events.Topics;
import dev.imageportal.local.RunningPortal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// All that the portal holds of pictures: rows, objects and events.
record Stored(long images, Set<String> objects, long events) {

    /// Once no picture waits for better renditions and every event has left the outbox. Empty, and so always the same,
    /// for a portal that the tests didn't start: nobody but they may look into its stores.
    static Optional<Stored> now() {
        return TestedPortal.ownIfTested().map(Stored::of);
    }

    private static Stored of(RunningPortal portal) {
        Holdings holdings = new Holdings(portal);
        // first what adds objects and events by itself: an earlier test's large pictures may still get their WebP files
        await().atMost(Duration.ofSeconds(60)).until(() -> holdings.improvements() == 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> holdings.outbox() == 0);
        return new Stored(holdings.images().size(), holdings.objects(), events(holdings));
    }

    private static long events(Holdings holdings) {
        return holdings.offsets(Set.of(Topics.IMAGE_EVENTS)).values().stream().mapToLong(Long::longValue).sum();
    }
}
