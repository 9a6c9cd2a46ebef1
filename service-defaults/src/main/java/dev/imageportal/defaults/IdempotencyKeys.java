package dev.imageportal.defaults;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The keys of requests under way and of those answered, in the service's table `idempotency_keys`. All times are the
/// database's, which all instances share.
public final class IdempotencyKeys {

    /// One user's key.
    record Name(String username, IdempotencyKey key) {}

    /// What is known of a key.
    ///
    /// @param kept of its request when that is done; null while it is under way
    record Entry(Claim.@Nullable Kept kept) {}

    private final JdbcClient database;

    IdempotencyKeys(JdbcClient database) {
        this.database = database;
    }

    /// Whether a user has at least so many keys.
    boolean hasAtLeast(String username, int count) {
        return database
                .sql("""
                            SELECT COUNT(*) FROM (
                        SELECT expires_at FROM idempotency_keys WHERE username = :username LIMIT :count) few
                            """)
                .param("username", username)
                .param("count", count)
                .query(Long.class)
                .single() >= count;
    }

    /// @return whether the key was new
    boolean add(Name name, String claim, Duration lease, Duration keep) {
        try {
            database.sql("""
                    INSERT INTO idempotency_keys (username, request_key, claim, lease_until, expires_at)
                    VALUES (:username, :key, :claim, TIMESTAMPADD(MICROSECOND, :lease, UTC_TIMESTAMP(3)),
                        TIMESTAMPADD(MICROSECOND, :keep, UTC_TIMESTAMP(3)))
                    """)
                    .param("username", name.username())
                    .param("key", name.key().value())
                    .param("claim", claim)
                    .param("lease", micros(lease))
                    .param("keep", micros(keep))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /// Takes over a key whose claim lapsed, or whose time is over.
    boolean takeOver(Name name, String claim, Duration lease, Duration keep) {
        return database.sql("""
                UPDATE idempotency_keys SET claim = :claim,
                    lease_until = TIMESTAMPADD(MICROSECOND, :lease, UTC_TIMESTAMP(3)),
                    expires_at = TIMESTAMPADD(MICROSECOND, :keep, UTC_TIMESTAMP(3)),
                    fingerprint = NULL, answer = NULL
                WHERE username = :username AND request_key = :key
                    AND (lease_until < UTC_TIMESTAMP(3) OR expires_at < UTC_TIMESTAMP(3))
                """)
                .param("username", name.username())
                .param("key", name.key().value())
                .param("claim", claim)
                .param("lease", micros(lease))
                .param("keep", micros(keep))
                .update() == 1;
    }

    Optional<Entry> find(Name name) {
        return database.sql("""
                SELECT claim IS NULL AS answered, fingerprint, answer FROM idempotency_keys
                WHERE username = :username AND request_key = :key
                """)
                .param("username", name.username())
                .param("key", name.key().value())
                .query((row, _) -> new Entry(row.getBoolean("answered")
                        ? new Claim.Kept(row.getString("fingerprint"), row.getString("answer"))
                        : null))
                .optional();
    }

    /// @return false when the claim is not held any more
    boolean renew(Name name, String claim, Duration lease) {
        return database.sql("""
                UPDATE idempotency_keys SET lease_until = TIMESTAMPADD(MICROSECOND, :lease, UTC_TIMESTAMP(3))
                WHERE username = :username AND request_key = :key AND claim = :claim
                """)
                .param("username", name.username())
                .param("key", name.key().value())
                .param("claim", claim)
                .param("lease", micros(lease))
                .update() == 1;
    }

    /// Ends a claim with an answer.
    ///
    /// @return false when the claim is not held any more
    boolean answer(Name name, String claim, Claim.Kept kept, Duration keep) {
        return database.sql("""
                UPDATE idempotency_keys SET claim = NULL, lease_until = NULL, fingerprint = :fingerprint,
                    answer = :answer, expires_at = TIMESTAMPADD(MICROSECOND, :keep, UTC_TIMESTAMP(3))
                WHERE username = :username AND request_key = :key AND claim = :claim
                """)
                .param("username", name.username())
                .param("key", name.key().value())
                .param("claim", claim)
                .param("fingerprint", kept.fingerprint())
                .param("answer", kept.answer())
                .param("keep", micros(keep))
                .update() == 1;
    }

    /// Ends a claim without an answer; does nothing when it is not held any more.
    void release(Name name, String claim) {
        database.sql("""
                DELETE FROM idempotency_keys
                WHERE username = :username AND request_key = :key AND claim = :claim
                """)
                .param("username", name.username())
                .param("key", name.key().value())
                .param("claim", claim)
                .update();
    }

    /// @return how many were removed, at most as many as the limit
    int removeExpired(int limit) {
        return database.sql("""
                DELETE FROM idempotency_keys WHERE expires_at < UTC_TIMESTAMP(3) ORDER BY expires_at LIMIT :limit
                """).param("limit", limit).update();
    }

    /// @return how many were removed, at most as many as the limit
    public int removeOf(String username, int limit) {
        return database.sql("DELETE FROM idempotency_keys WHERE username = :username LIMIT :limit")
                .param("username", username)
                .param("limit", limit)
                .update();
    }

    /// Leaves requests that are under way their claims, and so the one that this is part of its answer.
    public void removeAnsweredOf(String username) {
        database.sql("DELETE FROM idempotency_keys WHERE username = :username AND claim IS NULL")
                .param("username", username)
                .update();
    }

    private static long micros(Duration duration) {
        return duration.toMillis() * 1000;
    }
}
