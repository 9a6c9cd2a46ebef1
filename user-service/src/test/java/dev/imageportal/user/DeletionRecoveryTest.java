package dev.imageportal.user;

import static dev.imageportal.local.Component.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.UserEvent;
import dev.imageportal.user.AccountDeletion.State;
import dev.imageportal.user.DeletionSteps.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Deletions that something came in the way of.
class DeletionRecoveryTest extends DeletionTest {

    @Autowired
    private DeletionSteps steps;

    @Autowired
    private PlatformTransactionManager transactions;

    /// What a process left that died after each step, or in the middle of the next.
    @ParameterizedTest
    @EnumSource(value = State.class, names = {"RECORDED", "REMOVED"})
    void finishesWhatADeadProcessLeft(State state) {
        String username = Api.newUsername();
        if (state == State.RECORDED) {
            COMPONENTS.accounts().accessToken(username);
        }
        String eventId = insert(username, state, Duration.ZERO);

        UserEvent event = UserEvents.awaitFirst(username, kafka());

        assertThat(event.eventId()).isEqualTo(eventId);
        awaitState(username, State.PUBLISHED);
        assertThat(COMPONENTS.accounts().exists(username)).isFalse();
    }

    @Test
    void removesAnAccountThatIsGoneAlready() {
        String username = Api.newUsername();

        insert(username, State.RECORDED, Duration.ZERO);

        awaitState(username, State.PUBLISHED);
    }

    @Test
    void passesOverWhatAnotherInstanceWorksOn() {
        String username = Api.newUsername();

        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            insert(username, State.REMOVED, Duration.ZERO);
            CompletableFuture<Outcome> other = CompletableFuture.supplyAsync(() -> steps.next(State.REMOVED));
            assertThat(other).succeedsWithin(SOON).isEqualTo(Outcome.NOTHING_DUE);
        });

        awaitState(username, State.PUBLISHED);
        assertThat(UserEvents.of(username, kafka())).hasSize(1);
    }

    @Test
    void tellsTheOthersWhenKafkaIsBack() {
        String username = newUser();
        String token = token(username);

        COMPONENTS.stop(KAFKA);
        try {
            assertThat(delete(token, PASSWORD).status()).isEqualTo(204);
            api.get("/api/users/" + username).assertProblem(404, "not-found");
            awaitState(username, State.REMOVED);
            assertThat(COMPONENTS.accounts().exists(username)).isFalse();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(metric("portal_accounts_deletions_pending")).isPositive());
            signUp(username, "new@example.org", PASSWORD).assertProblem(409, "username-taken");
        } finally {
            COMPONENTS.start(KAFKA);
        }

        awaitState(username, State.PUBLISHED);
        assertThat(UserEvents.awaitFirst(username, kafka()).username()).isEqualTo(username);
        await().atMost(SOON).untilAsserted(() -> assertThat(metric("portal_accounts_deletions_pending")).isZero());
    }
}
