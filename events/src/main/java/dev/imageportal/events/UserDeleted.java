package dev.imageportal.events;

import java.time.Instant;
import java.util.Objects;

/// An account is gone, and whatever it owned has to go. Nobody can take the user name again while an access token of
/// the account may still be valid.
public record UserDeleted(String eventId, Instant occurredAt, String username) implements UserEvent {

    public UserDeleted {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(username, "username");
    }
}
