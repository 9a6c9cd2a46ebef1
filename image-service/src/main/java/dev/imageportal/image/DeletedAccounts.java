package dev.imageportal.image;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The accounts that were deleted lately.
///
/// For a while after the deletion nobody can have the user name anew. So whatever bears it and is older than the end of
/// that while belongs to the deleted account, and whatever is newer to somebody else: tokens and images alike.
@Repository
class DeletedAccounts {

    /// @param before    what is older belongs to the account
    /// @param images    how many went so far
    /// @param lastEvent the last of the outbox when the last record was gone; empty until then
    record Account(String username, Instant before, long images, Optional<Long> lastEvent) {}

    private final JdbcClient database;
    private final Duration reservation;

    DeletedAccounts(JdbcClient database, ImageSettings settings) {
        this.database = database;
        reservation = settings.accounts().reservation();
    }

    /// Does nothing when this deletion, or a later one, is known.
    void add(String username, Instant deletedAt) {
        database.sql("""
                INSERT INTO deleted_accounts (username, deleted_at, images) VALUES (:username, :deletedAt, 0)
                ON DUPLICATE KEY UPDATE
                    images = CASE WHEN deleted_at < :deletedAt THEN 0 ELSE images END,
                    last_event = CASE WHEN deleted_at < :deletedAt THEN NULL ELSE last_event END,
                    completed_at = CASE WHEN deleted_at < :deletedAt THEN NULL ELSE completed_at END,
                    deleted_at = GREATEST(deleted_at, :deletedAt)
                """)
                .param("username", username)
                .param("deletedAt", LocalDateTime.ofInstant(deletedAt, ZoneOffset.UTC))
                .update();
    }

    /// In a transaction that adds or changes an image this comes after the image's row was written or locked: then
    /// either it finds the deletion, or the deletion finds the image.
    ///
    /// @throws AccountDeletedException when the owner's account is gone
    void refuse(Owner owner) {
        Optional<Instant> deletedAt = database.sql("SELECT deleted_at FROM deleted_accounts WHERE username = :username")
                .param("username", owner.username())
                .query((row, _) -> row.getObject("deleted_at", LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .optional();
        if (deletedAt.isPresent() && owner.since().isBefore(deletedAt.get().plus(reservation))) {
            throw new AccountDeletedException();
        }
    }

    /// Those with images first.
    List<String> unfinished(int limit) {
        return database.sql("""
                SELECT username FROM deleted_accounts WHERE completed_at IS NULL
                ORDER BY last_event IS NOT NULL, deleted_at LIMIT :limit
                """)
                .param("limit", limit)
                .query((row, _) -> row.getString("username"))
                .list();
    }

    /// Locks an unfinished one until the end of the transaction, unless another instance is at it.
    Optional<Account> take(String username) {
        return database.sql("""
                SELECT username, deleted_at, images, last_event FROM deleted_accounts
                WHERE username = :username AND completed_at IS NULL FOR UPDATE SKIP LOCKED
                """)
                .param("username", username)
                .query((row, _) -> new Account(row.getString("username"),
                        row.getObject("deleted_at", LocalDateTime.class).toInstant(ZoneOffset.UTC).plus(reservation),
                        row.getLong("images"), Optional.ofNullable(row.getObject("last_event", Long.class))))
                .optional();
    }

    void progress(String username, long images) {
        database.sql("UPDATE deleted_accounts SET images = :images WHERE username = :username")
                .param("images", images)
                .param("username", username)
                .update();
    }

    void recordsAreGone(String username, long lastEvent) {
        database.sql("UPDATE deleted_accounts SET last_event = :lastEvent WHERE username = :username")
                .param("lastEvent", lastEvent)
                .param("username", username)
                .update();
    }

    /// Whether objects or events of the account are still on their way out.
    boolean leaves(Account account) {
        return database.sql("""
                SELECT EXISTS (SELECT 1 FROM deletions WHERE username = :username)
                    OR EXISTS (SELECT 1 FROM outbox WHERE id <= :lastEvent)
                """)
                .param("username", account.username())
                .param("lastEvent", account.lastEvent().orElse(0L))
                .query(Boolean.class)
                .single();
    }

    void complete(String username) {
        database.sql("UPDATE deleted_accounts SET completed_at = UTC_TIMESTAMP(3) WHERE username = :username")
                .param("username", username)
                .update();
    }

    long countUnfinished() {
        return database.sql("SELECT COUNT(*) FROM deleted_accounts WHERE completed_at IS NULL")
                .query(Long.class)
                .single();
    }

    long countComplete() {
        return database.sql("SELECT COUNT(*) FROM deleted_accounts WHERE completed_at IS NOT NULL")
                .query(Long.class)
                .single();
    }

    /// @return how many were removed, at most as many as the limit
    int removeComplete(Duration age, int limit) {
        return database.sql("""
                DELETE FROM deleted_accounts
                WHERE completed_at < TIMESTAMPADD(SECOND, :age, UTC_TIMESTAMP(3)) ORDER BY completed_at LIMIT :limit
                """).param("age", -age.toSeconds()).param("limit", limit).update();
    }
}
