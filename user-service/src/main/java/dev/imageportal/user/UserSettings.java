package dev.imageportal.user;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

@ConfigurationProperties("portal.user")
record UserSettings(@DefaultValue Codes codes, @DefaultValue Deletions deletions,
        @DefaultValue Repetitions repetitions) {

    /// How codes are asked for after the request was answered.
    ///
    /// @param waiting  requests at once that were answered and not yet worked off; further ones get `503`
    /// @param atOnce   calls of the pool at once
    /// @param attempts for one request, while the pool is away
    /// @param pause    between two of them
    record Codes(
            @DefaultValue("500") int waiting,
            @DefaultValue("8") int atOnce,
            @DefaultValue("3") int attempts,
            @DefaultValue("3s") Duration pause) {}

    /// How requests with an idempotency key are kept.
    ///
    /// @param iterations of the slow hash, as OWASP recommends for PBKDF2 with HMAC-SHA256
    /// (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html); what was hashed with
    /// another count stays readable
    /// @param hashing    at once; each takes a processor for a few tenths of a second
    /// @param requests   with a key that are under way; further ones get `503`
    record Repetitions(
            @DefaultValue("600000") int iterations,
            @DefaultValue("2") int hashing,
            @DefaultValue("48") int requests) {}

    /// How accounts are deleted.
    ///
    /// @param reservation for which nobody can take the user name after all parts of the portal were told; longer than
    /// an access token lives, and than they may take to hear of it
    /// @param poll        between two looks for work that a dead instance left
    /// @param sendTimeout of an event; longer than the producer's delivery time-out
    /// @param retryAfter  before a step that failed is tried again
    record Deletions(
            @DefaultValue("30d") Duration reservation,
            @DefaultValue("2s") Duration poll,
            @DefaultValue("15s") Duration sendTimeout,
            @DefaultValue("5s") Duration retryAfter) {

        private static final Duration SHORTEST = Duration.ofDays(1);

        Deletions {
            if (reservation.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException(
                        "PORTAL_DELETED_USERNAME_RESERVATION must be a day or more, such as 30d");
            }
        }
    }
}
