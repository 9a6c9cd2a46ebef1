package dev.imageportal.defaults;

import dev.imageportal.events.UserEvent;

/// What follows from the events of accounts. A service that declares one as a bean gets the topic's events.
public interface UserEventStore extends EventStore<UserEvent> {}
