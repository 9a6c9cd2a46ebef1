package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Image ids: UUIDv7 ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7)). They sort by time as
/// text too, those of one process strictly; 62 random bits keep them unguessable.
final class ImageIds {

    private static final Pattern CANONICAL = Pattern
            .compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /// 12 bits below the milliseconds count within one, the RFC's method 1.
    private static final int COUNTER_BITS = 12;

    private final AtomicLong last = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    ImageIds(InstantSource clock) {
        this.clock = clock;
    }

    String next() {
        long now = clock.millis() << COUNTER_BITS;
        long stamp = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long high = (stamp >>> COUNTER_BITS) << 16 | 0x7000 | (stamp & 0xfff);
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low).toString();
    }

    /// To the millisecond.
    static Instant timeOf(String id) {
        return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
    }

    /// No id of this time or a later one sorts before this, and each of an earlier time does.
    static String firstOf(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0).toString();
    }

    static boolean isId(String text) {
        return CANONICAL.matcher(text).matches();
    }

    /// @return the id in its canonical form
    /// @throws ProblemException when it is no UUID
    static String parse(String text) {
        String id = text.toLowerCase(Locale.ROOT);
        if (!isId(id)) {
            throw ProblemException.badField("id", "uuid", "An image id is a UUID.");
        }
        return id;
    }
}
