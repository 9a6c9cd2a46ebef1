package dev.imageportal.events;

import java.util.List;

/// Kafka topics. The key of every record is the id of what it is about, so that its events stay in order.
public final class Topics {

    /// [ImageEvent]s as JSON, UTF-8; the key is the image id.
    public static final String IMAGE_EVENTS = "image-events";

    /// Records of [#IMAGE_EVENTS] that a consumer could not process, with the reason in their headers.
    public static final String IMAGE_EVENTS_DEAD_LETTERS = "image-events-dead-letters";

    /// [UserEvent]s as JSON, UTF-8; the key is the user name.
    public static final String USER_EVENTS = "user-events";

    /// Records of [#USER_EVENTS] that a consumer could not process, with the reason in their headers.
    public static final String USER_EVENTS_DEAD_LETTERS = "user-events-dead-letters";

    public static final List<String> ALL = List.of(IMAGE_EVENTS, IMAGE_EVENTS_DEAD_LETTERS, USER_EVENTS,
            USER_EVENTS_DEAD_LETTERS);

    private Topics() {}
}
