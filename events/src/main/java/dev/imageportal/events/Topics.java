package dev.imageportal.events;

/// Kafka topics. The key of every record is the image id, so one image's events stay in order.
public final class Topics {

    /// [ImageEvent]s as JSON, UTF-8.
    public static final String IMAGE_EVENTS = "image-events";

    /// Records of [#IMAGE_EVENTS] that a consumer could not process, with the reason in their headers.
    public static final String IMAGE_EVENTS_DEAD_LETTERS = "image-events-dead-letters";

    private Topics() {}
}
