package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.ImageDeleted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Deletes images: the record, the event and the duty to remove the objects in one transaction, then the objects.
///
/// When the object store is away, or the process dies, the objects stay until [#resume] finds them, in any instance.
/// Where caches keep renditions, [#resume] also has them drop these, once the objects are gone; a deletion is remembered
/// until they have agreed to.
@Service
class Removals {

    private static final Logger log = LoggerFactory.getLogger(Removals.class);

    private final OwnedImages owned;
    private final Images images;
    private final Deletions deletions;
    private final PendingDeletions pending;
    private final ObjectStore objects;
    private final EdgeCaches caches;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ImageIds ids;
    private final InstantSource clock;
    private final ImageSettings.Deletion settings;
    private final TransactionTemplate transaction;

    Removals(OwnedImages owned, Images images, Deletions deletions, PendingDeletions pending, ObjectStore objects,
            EdgeCaches caches, Outbox outbox, OutboxRelay relay, ImageIds ids, InstantSource clock,
            ImageSettings settings,
            PlatformTransactionManager transactions) {
        this.owned = owned;
        this.images = images;
        this.deletions = deletions;
        this.pending = pending;
        this.objects = objects;
        this.caches = caches;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings.deletion();
        transaction = new TransactionTemplate(transactions);
    }

    /// Returns when everyone finds the image gone, its renditions included.
    ///
    /// @param beforeCommit last in the same transaction
    /// @throws ProblemException 403, 404 or 412
    void delete(String id, Owner owner, IfMatch ifMatch, Runnable beforeCommit) {
        transaction.executeWithoutResult(_ -> {
            StoredImage image = owned.lock(id, owner, ifMatch);
            record(List.of(new Doomed(id, owner.username(), image.published().version())),
                    settings.firstTry().multipliedBy(2));
            beforeCommit.run();
        });
        relay.wake();
        removeObjects(List.of(id));
    }

    /// What is to be known of an image for its deletion.
    record Doomed(String id, String username, long version) {}

    /// The part of a deletion that is one transaction, the caller's, who has locked the images.
    ///
    /// @param firstTry when [#resume] is to see to the objects
    void record(List<Doomed> doomed, Duration firstTry) {
        if (doomed.isEmpty()) {
            return;
        }
        images.remove(doomed.stream().map(Doomed::id).toList());
        for (Doomed image : doomed) {
            deletions.add(image.id(), image.username(), firstTry);
            outbox.add(new ImageDeleted(ids.next(), clock.instant(), image.id(), image.username(),
                    image.version() + 1));
        }
    }

    /// Tries at once what would otherwise wait for [#resume].
    private void removeObjects(Collection<String> imageIds) {
        boolean complete = false;
        try {
            Set<String> gone = gone(imageIds);
            if (caches.any()) {
                deletions.later(gone, Duration.ZERO);
            } else {
                deletions.finished(gone);
            }
            complete = gone.size() == imageIds.size();
        } catch (ProblemException e) {
            log.warn("The objects of {} deleted images are removed later: {}", imageIds.size(), e.getMessage());
        } catch (DataAccessException e) {
            // Whoever waits for the answer would wait for the database once more.
            log.warn("The objects of {} deleted images are looked at again: {}", imageIds.size(), e.getMessage());
            return;
        }
        if (!complete) {
            hide();
        }
    }

    /// Here at once; the other instances look soon.
    private void hide() {
        try {
            pending.refresh();
        } catch (DataAccessException e) {
            log.debug("The deletions could not be read", e);
        }
    }

    /// Removes the objects that an earlier deletion left.
    void resume() {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(_ -> resumeBatch()));
        }
    }

    private boolean resumeBatch() {
        List<String> due = deletions.takeDue(settings.batch());
        if (due.isEmpty()) {
            return false;
        }
        Set<String> gone = caches.forget(tryRemoving(due));
        deletions.finished(gone);
        List<String> left = due.stream().filter(id -> !gone.contains(id)).toList();
        deletions.later(left, settings.retry());
        if (left.isEmpty()) {
            log.info("Removed all that was left of {} images that were deleted earlier", gone.size());
        }
        return left.isEmpty() && due.size() == settings.batch();
    }

    private Set<String> tryRemoving(List<String> imageIds) {
        try {
            return gone(imageIds);
        } catch (ProblemException e) {
            return Set.of();
        }
    }

    /// Those of the images that the store now has nothing of.
    private Set<String> gone(Collection<String> imageIds) {
        List<String> keys = imageIds.stream().flatMap(id -> Paths.allKeys(id).stream()).toList();
        var gone = new HashSet<>(imageIds);
        for (String key : objects.delete(keys, settings.firstTry())) {
            gone.remove(Paths.idIn(key));
        }
        return gone;
    }
}
