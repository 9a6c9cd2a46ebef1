package dev.imageportal.user;

import dev.imageportal.events.UserDeleted;
import java.time.Instant;

/// An account that its owner deleted, and how far that has come.
record AccountDeletion(Username username, State state, String eventId, Instant recordedAt) {

    enum State {
        /// The user pool still has the account.
        RECORDED,
        /// Nobody was told yet.
        REMOVED,
        /// The user name stays reserved.
        PUBLISHED
    }

    /// The same each time, so that whoever gets it twice can tell.
    UserDeleted event() {
        return new UserDeleted(eventId, recordedAt, username.value());
    }
}
