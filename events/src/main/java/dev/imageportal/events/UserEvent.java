package dev.imageportal.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/// What happened to one account. Delivery is at least once and in order per user name.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = UserDeleted.class, name = "user-deleted"))
public sealed interface UserEvent permits UserDeleted {

    /// Unique per event, a UUID.
    String eventId();

    Instant occurredAt();

    String username();
}
