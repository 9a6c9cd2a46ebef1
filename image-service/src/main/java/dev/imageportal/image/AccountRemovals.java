package dev.imageportal.image;

import dev.imageportal.defaults.IdempotencyKeys;
import dev.imageportal.image.DeletedAccounts.Account;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Deletes the images of deleted accounts, a batch in each transaction, and says when nothing of them is left: no
/// record, no object, and no event that Kafka has not taken. Instances share the work; where one stops another goes on.
@Service
class AccountRemovals {

    private static final Logger log = LoggerFactory.getLogger(AccountRemovals.class);
    private static final int ACCOUNTS = 100;
    private static final int KEYS = 500;

    private final DeletedAccounts accounts;
    private final Images images;
    private final Removals removals;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ImageSettings.Accounts settings;
    private final TransactionTemplate transaction;
    private volatile long unfinished;
    private volatile long complete;

    AccountRemovals(DeletedAccounts accounts, Images images, Removals removals, IdempotencyKeys keys, Outbox outbox,
            OutboxRelay relay, ImageSettings settings, PlatformTransactionManager transactions,
            MeterRegistry metrics) {
        this.accounts = accounts;
        this.images = images;
        this.removals = removals;
        this.keys = keys;
        this.outbox = outbox;
        this.relay = relay;
        this.settings = settings.accounts();
        transaction = new TransactionTemplate(transactions);
        gauge("pending", metrics);
        gauge("complete", metrics);
    }

    void resume() {
        for (String username : accounts.unfinished(ACCOUNTS)) {
            boolean more = true;
            while (more) {
                more = Boolean.TRUE.equals(transaction.execute(_ -> removeBatch(username)));
                relay.wake();
            }
            transaction.executeWithoutResult(_ -> accounts.take(username).ifPresent(this::finish));
        }
        unfinished = accounts.countUnfinished();
        complete = accounts.countComplete();
    }

    /// Forgets accounts whose deletion is long complete.
    void purge() {
        int removed = settings.batch();
        while (removed == settings.batch()) {
            removed = accounts.removeComplete(settings.remembered(), settings.batch());
        }
    }

    /// @return whether there may be more
    private boolean removeBatch(String username) {
        Optional<Account> taken = accounts.take(username);
        if (taken.isEmpty() || taken.get().lastEvent().isPresent()) {
            return false;
        }
        Account account = taken.get();
        List<Removals.Doomed> doomed = images.lockOf(username, account.before(), settings.batch());
        removals.record(doomed, Duration.ZERO);
        accounts.progress(username, account.images() + doomed.size());
        if (doomed.size() == settings.batch() || keys.removeOf(username, KEYS) == KEYS) {
            return true;
        }
        accounts.recordsAreGone(username, outbox.lastId());
        return false;
    }

    private void finish(Account account) {
        if (account.lastEvent().isPresent() && !accounts.leaves(account)) {
            accounts.complete(account.username());
            log.info("The deletion of the account {} is complete: {} images are gone with all their files",
                    account.username(), account.images());
        }
    }

    private void gauge(String state, MeterRegistry metrics) {
        Gauge.builder("portal.users.deletions", () -> state.equals("pending") ? unfinished : complete)
                .description("Deleted accounts whose images are on their way out, and those of which nothing is left")
                .tag("state", state)
                .register(metrics);
    }
}
