package dev.imageportal.feed;

import dev.imageportal.events.InvalidEventException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An image's id as the database orders it: byte by byte, unsigned, which [UUID]'s own order is not.
record ImageId(UUID uuid) implements Comparable<ImageId> {

    /// Above every image's.
    static final ImageId HIGHEST = new ImageId(new UUID(-1, -1));

    /// Takes the canonical form only.
    static Optional<ImageId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? Optional.of(new ImageId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static ImageId ofEvent(String text) {
        return parse(text)
                .orElseThrow(() -> new InvalidEventException("the image id is no UUID in lower case: " + text, null));
    }

    static ImageId of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ImageId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    /// Not above any image's that was uploaded at the time or later: a UUIDv7 begins with its time.
    static ImageId firstOf(Instant time) {
        return new ImageId(new UUID(time.toEpochMilli() << 16, 0));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    @Override
    public int compareTo(ImageId other) {
        int high = Long.compareUnsigned(uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
