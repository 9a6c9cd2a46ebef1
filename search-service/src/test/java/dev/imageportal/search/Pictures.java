package dev.imageportal.search;

import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageUpdated;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import java.text.Normalizer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Images and their events as image-service makes them.
final class Pictures {

    private static final Pattern HASHTAG = Pattern.compile("#([\\p{L}\\p{Nd}_][\\p{L}\\p{M}\\p{Nd}_]*)");
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz";

    private Pictures() {}

    static PublishedImage picture(String username, String caption) {
        return picture(id(Instant.now()), username, caption, "", 1);
    }

    static PublishedImage picture(String id, String username, String caption, String altText, long version) {
        return new PublishedImage(id, username, caption, altText, hashtags(caption), 4032, 3024, 3_145_728,
                "image/jpeg", "1QcSHQRnh493V4dIh4eXh1h4kJUI", Instant.parse("2026-05-04T10:15:30.123Z"), version,
                List.of(new PublishedImage.Rendition("/media/" + id + "/320.webp", 320, 240, "image/webp")),
                "/api/images/" + id + "/original", null);
    }

    static ImageUploaded uploaded(PublishedImage image) {
        return new ImageUploaded(UUID.randomUUID().toString(), Instant.now(), image);
    }

    static ImageUpdated updated(PublishedImage image, String caption) {
        return new ImageUpdated(UUID.randomUUID().toString(), Instant.now(),
                picture(image.id(), image.username(), caption, image.altText(), image.version() + 1));
    }

    static ImageDeleted deleted(PublishedImage image) {
        return new ImageDeleted(UUID.randomUUID().toString(), Instant.now(), image.id(), image.username(),
                image.version() + 1);
    }

    /// A UUIDv7 of the time.
    static String id(Instant time) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (time.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /// A user that no other test knows.
    static String someone() {
        return "u" + word();
    }

    /// A word that no other test has, nor one that only a typo divides from it.
    static String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            word.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    private static List<String> hashtags(String caption) {
        Set<String> hashtags = new LinkedHashSet<>();
        Matcher matcher = HASHTAG.matcher(Normalizer.normalize(caption, Normalizer.Form.NFKC));
        while (matcher.find()) {
            hashtags.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return List.copyOf(hashtags);
    }
}
