package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A stretch of a list, newest first.
record FeedPage(List<Entry> entries, @Nullable String nextCursor) {

    record Entry(ImageId id, long version, ShownImage image) {}

    /// One more when the same entries are written differently than before.
    private static final int FORM = 2;

    private static final byte[] BEGIN = "{\"items\":[".getBytes(US_ASCII);
    private static final byte[] MIDDLE = "],\"nextCursor\":".getBytes(US_ASCII);

    Set<String> usernames() {
        return entries.stream().map(entry -> entry.image().username()).collect(Collectors.toSet());
    }

    /// Made of which images stand in the page in which version, and of their owners' names: that settles the bytes.
    ///
    /// @param displayNames of all [#usernames]
    String etag(Map<String, String> displayNames) {
        ByteArrayOutputStream facts = new ByteArrayOutputStream();
        facts.writeBytes(
                ByteBuffer.allocate(2 * Integer.BYTES).putInt(FORM).putInt(nextCursor == null ? 0 : 1).array());
        entries.forEach(entry -> {
            byte[] name = displayName(entry, displayNames).getBytes(UTF_8);
            facts.writeBytes(entry.id().bytes());
            facts.writeBytes(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(entry.version())
                    .putInt(name.length)
                    .array());
            facts.writeBytes(name);
        });
        return "W/\"" + UUID.nameUUIDFromBytes(facts.toByteArray()) + "\"";
    }

    /// `{items, nextCursor}`, UTF-8.
    ///
    /// @param displayNames of all [#usernames]
    byte[] json(Map<String, String> displayNames) {
        String next = nextCursor == null ? "null" : "\"" + nextCursor + "\"";
        int length = entries.stream().mapToInt(entry -> entry.image().json().length() + 1).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + BEGIN.length + MIDDLE.length + next.length());
        out.writeBytes(BEGIN);
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            Entry entry = entries.get(i);
            entry.image().json().writeTo(out, displayName(entry, displayNames));
        }
        out.writeBytes(MIDDLE);
        out.writeBytes(next.getBytes(US_ASCII));
        out.write('}');
        return out.toByteArray();
    }

    private static String displayName(Entry entry, Map<String, String> displayNames) {
        String username = entry.image().username();
        return displayNames.getOrDefault(username, username);
    }
}
