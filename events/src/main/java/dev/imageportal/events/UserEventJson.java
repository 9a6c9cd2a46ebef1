package dev.imageportal.events;

/// Events of accounts to JSON and back, the same way on both sides of a topic.
public final class UserEventJson {

    private UserEventJson() {}

    public static byte[] write(UserEvent event) {
        return EventMapper.write(event);
    }

    /// @throws InvalidEventException when the bytes are no event that this version of the contract knows
    public static UserEvent read(byte[] json) {
        return EventMapper.read(json, UserEvent.class);
    }
}
