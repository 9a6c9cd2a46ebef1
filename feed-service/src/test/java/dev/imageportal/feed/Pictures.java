package dev.imageportal.feed;

import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageUpdated;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Pictures and names that no other test has.
final class Pictures {

    private static final AtomicLong LAST = new AtomicLong(System.currentTimeMillis() << 12);

    private Pictures() {}

    static String newUsername() {
        return "u" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }

    static String newTag() {
        return "t" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }

    /// UUIDv7, above all before it: 48 bits of milliseconds, 12 bits that count within one, the rest by chance.
    static String newId() {
        long count = LAST.incrementAndGet();
        long high = ((count >>> 12) << 16) | 0x7000 | (count & 0xfff);
        return new UUID(high, Long.MIN_VALUE | (ThreadLocalRandom.current().nextLong() >>> 2)).toString();
    }

    static PublishedImage picture(String username, String... hashtags) {
        return picture(newId(), 1, username, hashtags);
    }

    static PublishedImage picture(String id, long version, String username, String... hashtags) {
        return new PublishedImage(id, username, "Caption “" + version + "” \\ \n of " + username, "", List.of(hashtags),
                640,
                480, 12_345, "image/jpeg", "1QcSHQRnh493V4dIh4eXh1h4kJUI", Instant.parse("2026-05-04T10:15:30.123Z"),
                version,
                List.of(new PublishedImage.Rendition("/media/" + id + "/320.webp", 320, 240, "image/webp")),
                "/api/images/" + id + "/original", null);
    }

    static PublishedImage next(PublishedImage image, String... hashtags) {
        return picture(image.id(), image.version() + 1, image.username(), hashtags);
    }

    static ImageUploaded uploaded(PublishedImage image) {
        return new ImageUploaded(UUID.randomUUID().toString(), Instant.now(), image);
    }

    static ImageUpdated updated(PublishedImage image) {
        return new ImageUpdated(UUID.randomUUID().toString(), Instant.now(), image);
    }

    static ImageDeleted deleted(PublishedImage last) {
        return new ImageDeleted(UUID.randomUUID().toString(), Instant.now(), last.id(), last.username(),
                last.version() + 1);
    }
}
