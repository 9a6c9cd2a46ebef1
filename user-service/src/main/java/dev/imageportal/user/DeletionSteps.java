package dev.imageportal.user;

import dev.imageportal.defaults.EventTraces;
import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.Topics;
import dev.imageportal.events.UserEventJson;
import dev.imageportal.user.AccountDeletion.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What a deletion takes, a step at a time: the account leaves the user pool, the other services are told, and at last
/// the user name is free. A row's lock is held during its step, so two instances never do the same one; a process that
/// dies in a step leaves it to be done again, which does no harm.
@Component
class DeletionSteps {

    enum Outcome {
        /// There may be more.
        DONE, NOTHING_DUE, FAILED
    }

    private static final Logger log = LoggerFactory.getLogger(DeletionSteps.class);

    private final AccountDeletions deletions;
    private final UserPool pool;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventTraces traces;
    private final UserSettings.Deletions settings;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final Counter deleted;

    DeletionSteps(AccountDeletions deletions, UserPool pool, KafkaOperations<String, byte[]> kafka,
            EventTraces traces, UserSettings settings, InstantSource clock, PlatformTransactionManager transactions,
            MeterRegistry metrics) {
        this.deletions = deletions;
        this.pool = pool;
        this.kafka = kafka;
        this.traces = traces;
        this.settings = settings.deletions();
        this.clock = clock;
        transaction = new TransactionTemplate(transactions);
        // no gaps between rows are locked, which a new deletion would wait for
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        deleted = Counter.builder("portal.accounts.deleted")
                .description("Accounts that are gone, and of which the other services were told")
                .register(metrics);
    }

    /// The next step of one deletion that is in this state.
    Outcome next(State state) {
        Outcome outcome = transaction.execute(_ -> deletions.lockDue(state).map(this::tryStep).orElse(Outcome.NOTHING_DUE));
        return outcome == null ? Outcome.FAILED : outcome;
    }

    private Outcome tryStep(AccountDeletion deletion) {
        try {
            step(deletion);
            return Outcome.DONE;
        } catch (Unfinished | ProblemException e) {
            log.warn("The deletion of {} waits in state {}: {}", deletion.username(), deletion.state(), e.getMessage());
            deletions.advance(deletion, deletion.state(), clock.instant().plus(settings.retryAfter()));
            return Outcome.FAILED;
        }
    }

    private void step(AccountDeletion deletion) throws Unfinished {
        switch (deletion.state()) {
            case RECORDED -> {
                pool.remove(deletion.username());
                deletions.advance(deletion, State.REMOVED, clock.instant());
            }
            case REMOVED -> {
                publish(deletion);
                deletions.advance(deletion, State.PUBLISHED, clock.instant().plus(settings.reservation()));
                deleted.increment();
                log.info("Account {} is deleted {} s after its owner asked; its user name is reserved for {} h",
                        deletion.username(), Duration.between(deletion.recordedAt(), clock.instant()).toSeconds(),
                        settings.reservation().toHours());
            }
            case PUBLISHED -> {
                deletions.forget(deletion);
                log.info("The user name {} of a deleted account is free again", deletion.username());
            }
        }
    }

    private void publish(AccountDeletion deletion) throws Unfinished {
        try {
            var event = new ProducerRecord<>(Topics.USER_EVENTS, deletion.username().value(),
                    UserEventJson.write(deletion.event()));
            traces.send(kafka, event, traces.current())
                    .get(settings.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new Unfinished("Kafka did not take the event: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unfinished("the process stops", e);
        }
    }

    /// A step that has to be done again.
    private static final class Unfinished extends Exception {

        private static final long serialVersionUID = 1;

        Unfinished(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
