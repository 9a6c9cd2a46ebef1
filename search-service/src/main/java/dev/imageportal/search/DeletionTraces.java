package dev.imageportal.search;

import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps the traces of deleted images from piling up.
@Component
class DeletionTraces {

    private final IndexUpdates updates;
    private final SearchSettings settings;
    private final InstantSource clock;

    DeletionTraces(IndexUpdates updates, SearchSettings settings, InstantSource clock) {
        this.updates = updates;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "${portal.search.sweep-every}", fixedDelayString = "${portal.search.sweep-every}")
    void sweep() {
        updates.forgetDeletions(clock.instant().minus(settings.deletionsKept()));
    }
}
