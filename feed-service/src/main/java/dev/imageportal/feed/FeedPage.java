package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stretch of a list, newest first.
record FeedPage(List<Entry> entries, @Nullable String nextCursor) {

    record Entry(ImageId id, long version, ImageJson json) {}

    /// One more when the same entries are written differently than before.
    private static final int FORM = 1;

    private static final byte[] BEGIN = "{\"items\":[".getBytes(US_ASCII);
    private static final byte[] MIDDLE = "],\"nextCursor\":".getBytes(US_ASCII);

    /// Made of which images stand in the page in which version: that settles the bytes, and is known without them.
    String etag() {
        ByteBuffer facts = ByteBuffer.allocate(2 * Integer.BYTES + entries.size() * 3 * Long.BYTES);
        facts.putInt(FORM).putInt(nextCursor == null ? 0 : 1);
        entries.forEach(entry -> facts.put(entry.id().bytes()).putLong(entry.version()));
        return "W/\"" + UUID.nameUUIDFromBytes(facts.array()) + "\"";
    }

    /// `{items, nextCursor}`, UTF-8.
    byte[] json() {
        String next = nextCursor == null ? "null" : "\"" + nextCursor + "\"";
        int length = entries.stream().mapToInt(entry -> entry.json().length() + 1).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + BEGIN.length + MIDDLE.length + next.length());
        out.writeBytes(BEGIN);
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            entries.get(i).json().writeTo(out);
        }
        out.writeBytes(MIDDLE);
        out.writeBytes(next.getBytes(US_ASCII));
        out.write('}');
        return out.toByteArray();
    }
}
