package dev.imageportal.defaults;

import dev.imageportal.events.ImageEvent;

/// A read model of the image events. A service that declares one as a bean gets the topic's events; versions tell which
/// of an image's events come again or late.
public interface ImageEventStore extends EventStore<ImageEvent> {}
