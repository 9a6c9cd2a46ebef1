package dev.imageportal.search;

import dev.imageportal.defaults.ImageEventStore;
import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageUpdated;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.InvalidEventException;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.search.IndexEntry.Kind;
import dev.imageportal.search.PictureIndex.Held;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Decides what of the news enters the index. The highest version of an image wins, whatever comes twice, late or
/// from a rebuild; a deletion leaves a trace, so nothing older brings the picture back.
///
/// One change at a time, each on disk and visible when its method returns. An exception means that nothing is certain,
/// and that doing the same again is safe.
@Component
class IndexUpdates implements ImageEventStore {

    private static final Logger log = LoggerFactory.getLogger(IndexUpdates.class);

    private static final int REMOVED_AT_ONCE = 1_000;

    private final PictureIndex index;
    private final InstantSource clock;
    private final IndexMeters meters;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    IndexUpdates(PictureIndex index, InstantSource clock, IndexMeters meters) {
        this.index = index;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void apply(List<ImageEvent> events) {
        Instant now = clock.instant();
        List<IndexEntry> entries = events.stream().map(event -> entry(event, now)).toList();
        alone(() -> {
            List<IndexEntry> newer = newerThanHeld(entries);
            if (!newer.isEmpty()) {
                index.write(newer, List.of());
            }
        });
        events.forEach(meters::visible);
    }

    private static IndexEntry entry(ImageEvent event, Instant now) {
        return switch (event) {
            case ImageUploaded uploaded -> IndexEntry.picture(uploaded.image(), now);
            case ImageUpdated updated -> IndexEntry.picture(updated.image(), now);
            case ImageDeleted deleted -> IndexEntry.deleted(deleted.imageId(), deleted.version(), now);
        };
    }

    /// One page of a rebuild: what image-service lists between two ids, and nothing else between them, is what the
    /// index holds. Entries that were written since the rebuild began are newer than what image-service said.
    ///
    /// @param progress the rebuild before the page
    /// @param next     the rebuild after it
    void applyPage(IndexState.Rebuild progress, IndexState.Rebuild next, List<PublishedImage> images) {
        alone(() -> {
            Instant now = clock.instant();
            Set<String> listed = new HashSet<>();
            images.forEach(image -> listed.add(image.id()));
            removeUnlisted(progress, next.after(), listed);
            List<IndexEntry> written = new ArrayList<>(notOlderThanHeld(valid(images, now)));
            written.add(IndexEntry.state(IndexState.of(next), now));
            index.write(written, List.of());
        });
    }

    /// One image that the index cannot hold must not keep out all others.
    private static List<IndexEntry> valid(List<PublishedImage> images, Instant now) {
        List<IndexEntry> entries = new ArrayList<>();
        for (PublishedImage image : images) {
            try {
                entries.add(IndexEntry.picture(image, now));
            } catch (InvalidEventException e) {
                log.error("Image {} cannot be indexed: {}", image.id(), e.getMessage());
            }
        }
        return entries;
    }

    void saveProgress(IndexState.Rebuild rebuild) {
        alone(() -> index.write(List.of(IndexEntry.state(IndexState.of(rebuild), clock.instant())), List.of()));
    }

    /// Forgets the deletions before a time.
    void forgetDeletions(Instant before) {
        List<String> ids;
        do {
            ids = index.read(session -> session.search(IndexEntry.class)
                    .select(f -> f.id(String.class))
                    .where(f -> f.and(f.match().field("kind").matching(Kind.DELETED),
                            f.range().field("indexedAt").lessThan(before.toEpochMilli())))
                    .fetchHits(REMOVED_AT_ONCE));
            List<String> forgotten = ids;
            if (!forgotten.isEmpty()) {
                alone(() -> index.write(List.of(), forgotten));
            }
        } while (ids.size() == REMOVED_AT_ONCE);
    }

    private List<IndexEntry> newerThanHeld(Collection<IndexEntry> entries) {
        Map<String, IndexEntry> newest = new HashMap<>();
        entries.forEach(
                entry -> newest.merge(entry.id(), entry,
                        (one, other) -> other.version() > one.version() ? other : one));
        Map<String, Held> held = index.held(newest.keySet());
        newest.values().removeIf(entry -> {
            Held before = held.get(entry.id());
            return before != null && entry.version() <= before.version();
        });
        return List.copyOf(newest.values());
    }

    /// What a rebuild brings replaces an entry of the same version too: it may have been written by an older service.
    private List<IndexEntry> notOlderThanHeld(List<IndexEntry> entries) {
        Map<String, Held> held = index.held(entries.stream().map(IndexEntry::id).toList());
        return entries.stream().filter(entry -> {
            Held before = held.get(entry.id());
            return before == null || entry.version() > before.version()
                    || (entry.version() == before.version() && before.kind() == Kind.PICTURE);
        }).toList();
    }

    /// Pictures after the progress's id up to `last`, or to the end when it is null, that image-service no longer has.
    private void removeUnlisted(IndexState.Rebuild progress, @Nullable String last, Set<String> listed) {
        String after = progress.after();
        while (true) {
            String from = after;
            List<Known> known = index.read(session -> session.search(IndexEntry.class)
                    .select(f -> f.composite()
                            .from(f.id(String.class), f.field("version", Long.class))
                            .as(Known::new))
                    .where(f -> {
                        var range = f.and()
                                .add(f.match().field("kind").matching(Kind.PICTURE))
                                .add(f.range().field("indexedAt").lessThan(progress.startedAt().toEpochMilli()));
                        if (from != null) {
                            range.add(KeySet.after(f, ImageId.parse(from)));
                        }
                        if (last != null) {
                            range.add(KeySet.upTo(f, ImageId.parse(last)));
                        }
                        return range;
                    })
                    .sort(KeySet::oldestFirst)
                    .fetchHits(REMOVED_AT_ONCE));
            List<IndexEntry> gone = known.stream()
                    .filter(picture -> !listed.contains(picture.id()))
                    .map(picture -> IndexEntry.deleted(picture.id(), picture.version(), clock.instant()))
                    .toList();
            if (!gone.isEmpty()) {
                index.write(gone, List.of());
            }
            if (known.size() < REMOVED_AT_ONCE) {
                return;
            }
            after = known.getLast().id();
        }
    }

    private void alone(Runnable change) {
        oneAtATime.lock();
        try {
            change.run();
        } finally {
            oneAtATime.unlock();
        }
    }

    private record Known(String id, long version) {}
}
