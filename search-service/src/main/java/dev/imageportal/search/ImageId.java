package dev.imageportal.search;

import dev.imageportal.events.InvalidEventException;
import java.time.Instant;
import java.util.UUID;

/// An image's id (UUIDv7, RFC 9562) as two numbers that sort, one after the other, as the ids do: by time of upload.
///
/// A UUID compares as an unsigned number; flipping the highest bit makes a signed comparison agree.
record ImageId(long high, long low) implements Comparable<ImageId> {

    private static final int BELOW_MILLISECONDS = 16;

    /// @throws InvalidEventException when it is no UUID in its usual form
    static ImageId parse(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            if (uuid.toString().equals(id)) {
                return new ImageId(flip(uuid.getMostSignificantBits()), flip(uuid.getLeastSignificantBits()));
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw new InvalidEventException("the image id is no UUID in lower case", null);
    }

    /// [#high] of the first id of a millisecond.
    static long firstHigh(Instant time) {
        return flip(time.toEpochMilli() << BELOW_MILLISECONDS);
    }

    Instant time() {
        return Instant.ofEpochMilli(flip(high) >>> BELOW_MILLISECONDS);
    }

    @Override
    public int compareTo(ImageId other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh != 0 ? byHigh : Long.compare(low, other.low);
    }

    /// In its usual form.
    @Override
    public String toString() {
        return new UUID(flip(high), flip(low)).toString();
    }

    private static long flip(long half) {
        return half ^ Long.MIN_VALUE;
    }
}
