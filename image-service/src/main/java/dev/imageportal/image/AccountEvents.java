package dev.imageportal.image;

import dev.imageportal.defaults.RecurringTask;
import dev.imageportal.defaults.UserEventStore;
import dev.imageportal.events.InvalidEventException;
import dev.imageportal.events.UserDeleted;
import dev.imageportal.events.UserEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes down which accounts are gone; what follows from it is then done in the background.
@Component
class AccountEvents implements UserEventStore {

    /// What the records of images can hold.
    private static final Pattern USERNAME = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final DeletedAccounts accounts;
    private final RecurringTask removals;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    AccountEvents(DeletedAccounts accounts, @Qualifier("accountRemovalsTask") RecurringTask removals,
            InstantSource clock, PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.removals = removals;
        this.clock = clock;
        transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void apply(List<UserEvent> events) {
        for (UserEvent event : events) {
            if (!USERNAME.matcher(event.username()).matches()) {
                throw new InvalidEventException("no image can belong to a user of this name", null);
            }
        }
        transaction.executeWithoutResult(_ -> events.forEach(this::apply));
        removals.wake();
    }

    private void apply(UserEvent event) {
        switch (event) {
            case UserDeleted deleted -> accounts.add(deleted.username(), timeOf(deleted));
        }
    }

    /// As precise as it is stored, or a redelivered event would seem to be a later one. And a clock that is wrong
    /// elsewhere must not shut anybody out for ever.
    private Instant timeOf(UserDeleted deleted) {
        Instant now = clock.instant();
        Instant time = deleted.occurredAt().isAfter(now) ? now : deleted.occurredAt();
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
