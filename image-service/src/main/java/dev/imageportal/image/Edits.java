package dev.imageportal.image;

import dev.imageportal.events.ImageUpdated;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes what owners say of their images, together with the event that tells of it.
@Service
class Edits {

    private final OwnedImages owned;
    private final Images images;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ImageIds ids;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Edits(OwnedImages owned, Images images, Outbox outbox, OutboxRelay relay, ImageIds ids, InstantSource clock,
            PlatformTransactionManager transactions) {
        this.owned = owned;
        this.images = images;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.clock = clock;
        transaction = new TransactionTemplate(transactions);
    }

    /// A change that changes nothing makes no version.
    ///
    /// @param beforeCommit last in the same transaction
    /// @throws dev.imageportal.defaults.ProblemException 403, 404 or 412
    StoredImage apply(String id, Owner owner, IfMatch ifMatch, ImageChange change,
            Consumer<StoredImage> beforeCommit) {
        StoredImage changed = transaction.execute(_ -> {
            StoredImage image = owned.lock(id, owner, ifMatch);
            StoredImage next = change.of(image);
            if (!next.equals(image)) {
                images.update(next.published());
                outbox.add(new ImageUpdated(ids.next(), clock.instant(), next.published()));
            }
            beforeCommit.accept(next);
            return next;
        });
        relay.wake();
        return Objects.requireNonNull(changed);
    }
}
