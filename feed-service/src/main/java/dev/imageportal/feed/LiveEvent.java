package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/// One server-sent event, written once for all streams.
///
/// @param place in the [LiveLog]; the event's id
/// @param bytes as they go out; empty when readers have nothing to learn from it
record LiveEvent(long place, byte[] bytes) {

    private static final byte[] NOTHING = {};

    /// @param displayNames of all owners
    static LiveEvent of(LiveLog.Entry entry, Map<String, String> displayNames) {
        if (entry.kind() == LiveKind.DELETED) {
            return new LiveEvent(entry.place(),
                    frame(entry, ("{\"id\":\"" + entry.image() + "\"}").getBytes(UTF_8)));
        }
        ShownImage shown = entry.shown();
        if (shown == null) {
            // Deleted meanwhile, as a later event tells.
            return new LiveEvent(entry.place(), NOTHING);
        }
        ByteArrayOutputStream image = new ByteArrayOutputStream(shown.json().length());
        shown.json().writeTo(image, displayNames.getOrDefault(shown.username(), shown.username()));
        return new LiveEvent(entry.place(), frame(entry, image.toByteArray()));
    }

    private static byte[] frame(LiveLog.Entry entry, byte[] json) {
        byte[] head = ("id: " + entry.place() + "\nevent: " + entry.kind().event() + "\ndata: ").getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(head.length + json.length + 2);
        frame.writeBytes(head);
        frame.writeBytes(json);
        frame.write('\n');
        frame.write('\n');
        return frame.toByteArray();
    }
}
