package dev.imageportal.image;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The deleted images whose objects may still lie in the store, as this process knows them, so that asking costs no
/// database. Every instance reads the table anew several times a second: mostly no row at all, and while the object
/// store is away up to [#MAX_KNOWN]. Where there are more, each question goes to the database.
@Component
class PendingDeletions {

    static final int MAX_KNOWN = 10_000;

    private final Deletions deletions;

    /// Null when only the database knows.
    private volatile @Nullable Set<String> known;

    PendingDeletions(Deletions deletions, MeterRegistry metrics) {
        this.deletions = deletions;
        Gauge.builder("portal.image.deletions.pending", this::count)
                .description("Deleted images whose objects may not be gone yet, counted up to " + MAX_KNOWN)
                .register(metrics);
    }

    synchronized void refresh() {
        List<String> pending = deletions.pending(MAX_KNOWN + 1);
        known = pending.size() > MAX_KNOWN ? null : Set.copyOf(pending);
    }

    boolean contains(String imageId) {
        Set<String> current = known;
        return current == null ? deletions.isPending(imageId) : current.contains(imageId);
    }

    private int count() {
        Set<String> current = known;
        return current == null ? MAX_KNOWN : current.size();
    }
}
