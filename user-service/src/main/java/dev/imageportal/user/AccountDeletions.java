package dev.imageportal.user;

import dev.imageportal.defaults.IdempotencyKeys;
import dev.imageportal.user.AccountDeletion.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The deletions in the database, from the moment a person asked for one until the user name is free again.
@Repository
class AccountDeletions {

    private final JdbcClient database;
    private final IdempotencyKeys keys;
    private final InstantSource clock;

    AccountDeletions(JdbcClient database, IdempotencyKeys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /// From its return on the account is deleted: its profile and the answers kept for it are gone, and the rest follows
    /// whatever happens. Of two at once, the first counts.
    @Transactional
    void record(Username username) {
        LocalDateTime now = Utc.of(clock.instant());
        database.sql("""
                INSERT INTO account_deletion (username, state, event_id, recorded_at, due_at)
                VALUES (:username, 'RECORDED', :eventId, :now, :now)
                ON DUPLICATE KEY UPDATE username = account_deletion.username
                """)
                .param("username", username.value())
                .param("eventId", UUID.randomUUID().toString())
                .param("now", now)
                .update();
        database.sql("DELETE FROM profile WHERE username = :username").param("username", username.value()).update();
        KeyOwners.of(username).forEach(keys::removeAnsweredOf);
    }

    /// Whether the account of this name was deleted, and the name is not free yet.
    boolean covers(Username username) {
        return database.sql("SELECT COUNT(*) FROM account_deletion WHERE username = :username")
                .param("username", username.value())
                .query(Integer.class)
                .single() > 0;
    }

    /// @throws dev.imageportal.defaults.ProblemException `401` when the caller's account was deleted
    void refuse(Caller caller) {
        if (covers(caller.username())) {
            throw AccountProblems.unauthenticated("This account was deleted.");
        }
    }

    /// The one in this state that has been due longest, locked; those that another instance works on are passed over.
    Optional<AccountDeletion> lockDue(State state) {
        return database.sql("""
                SELECT username, state, event_id, recorded_at
                FROM account_deletion
                WHERE state = :state AND due_at <= :now
                ORDER BY due_at
                LIMIT 1
                FOR UPDATE SKIP LOCKED
                """)
                .param("state", state.name())
                .param("now", Utc.of(clock.instant()))
                .query(AccountDeletions::deletion)
                .optional();
    }

    /// @param dueAt of the step after it
    void advance(AccountDeletion deletion, State state, Instant dueAt) {
        database.sql("UPDATE account_deletion SET state = :state, due_at = :dueAt WHERE username = :username")
                .param("state", state.name())
                .param("dueAt", Utc.of(dueAt))
                .param("username", deletion.username().value())
                .update();
    }

    /// The user name is free again.
    void forget(AccountDeletion deletion) {
        database.sql("DELETE FROM account_deletion WHERE username = :username")
                .param("username", deletion.username().value())
                .update();
    }

    /// How many are not published yet; from 10,000 on this number.
    long pending() {
        return database.sql("""
                SELECT COUNT(*)
                FROM (SELECT 1 FROM account_deletion WHERE state IN ('RECORDED', 'REMOVED') LIMIT 10000) pending
                """).query(Long.class).single();
    }

    private static AccountDeletion deletion(ResultSet row, int number) throws SQLException {
        return new AccountDeletion(new Username(row.getString("username")), State.valueOf(row.getString("state")),
                row.getString("event_id"), Utc.instant(row.getObject("recorded_at", LocalDateTime.class)));
    }
}
