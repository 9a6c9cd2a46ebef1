package dev.imageportal.feed;

/// What happened to an image, as readers of the live feed are told it.
enum LiveKind {

    UPLOADED("image-uploaded"), UPDATED("image-updated"), DELETED("image-deleted");

    private final String event;

    LiveKind(String event) {
        this.event = event;
    }

    /// The name of the server-sent event.
    String event() {
        return event;
    }
}
