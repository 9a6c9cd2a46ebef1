package dev.imageportal.benchmarks;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.PublishedImage.Rendition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Pictures by 500 users with captions of 5 to 12 out of 5,000 pronounceable words, whose frequencies follow Zipf's
/// law; the same in every run. One caption in about eleven has [#COMMON]; three of the oldest thousand have [#RARE];
/// each fifth picture has a hashtag. The pictures are of the years before, 37 s apart, the last one a day ago.
final class Corpus {

    static final String RARE = "zyzzyvaquux";
    static final String COMMON = "sunset";

    private static final int WORDS = 5_000;
    private static final int USERS = 500;
    /// The place of [#COMMON] among the words, the most frequent one first.
    private static final int COMMON_PLACE = 9;
    private static final Set<Integer> RARE_NUMBERS = Set.of(142, 333, 750);
    private static final Duration APART = Duration.ofSeconds(37);
    private static final List<String> LIST = words();
    private static final double[] WEIGHTS = weights();

    private final int size;
    private final Instant last = Instant.now().minus(Duration.ofDays(1));

    /// One picture.
    ///
    /// @param number from 0, the oldest, on
    record Picture(int number, String id, String username, String caption, List<String> tags, Instant createdAt) {

        PublishedImage published() {
            List<Rendition> renditions = IntStream.of(320, 640, 1280, 2048)
                    .mapToObj(width -> new Rendition("/media/" + id + "/" + width + ".webp", width, width * 2 / 3,
                            "image/webp"))
                    .toList();
            return new PublishedImage(id, username, caption, "", tags, 4608, 3072, 4_700_000, "image/jpeg",
                    "1QcSHQRnh493V4dIh4eXh1h4kJUI", createdAt, 1, renditions, "/api/images/" + id + "/original",
                    null);
        }
    }

    Corpus(int size) {
        this.size = size;
    }

    /// The pictures, the oldest first.
    Stream<Picture> pictures() {
        return pictures(0, size);
    }

    /// Those with such numbers, `to` excluded.
    Stream<Picture> pictures(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::picture);
    }

    private Picture picture(int number) {
        Random random = new Random(31L * number);
        String caption = caption(random);
        if (RARE_NUMBERS.contains(number)) {
            caption += " " + RARE;
        }
        Set<String> tags = new LinkedHashSet<>();
        if (number % 5 == 0) {
            tags.add(word(random));
            caption += " #" + tags.iterator().next();
        }
        Instant createdAt = last.minus(APART.multipliedBy(size - 1L - number))
                .truncatedTo(ChronoUnit.MILLIS);
        return new Picture(number, id(createdAt, random), "user%03d".formatted(random.nextInt(USERS)), caption,
                List.copyOf(tags), createdAt);
    }

    /// UUIDv7.
    private static String id(Instant time, Random random) {
        long high = (time.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    /// A caption that is the same for the same number.
    static String caption(int number) {
        return caption(new Random(number));
    }

    /// A word so far down the list.
    static String word(int place) {
        return LIST.get(place);
    }

    private static String caption(Random random) {
        List<String> words = new ArrayList<>();
        int length = 5 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            words.add(word(random));
        }
        return String.join(" ", words);
    }

    private static String word(Random random) {
        int place = Arrays.binarySearch(WEIGHTS, random.nextDouble() * WEIGHTS[WORDS - 1]);
        return LIST.get(Math.min(WORDS - 1, place < 0 ? -place - 1 : place));
    }

    private static List<String> words() {
        Random random = new Random(7);
        Set<String> words = new LinkedHashSet<>();
        String consonants = "bcdfghjklmnprstvwz";
        String vowels = "aeiou";
        String[] ends = {"", "", "n", "r", "l", "s"};
        while (words.size() < WORDS) {
            StringBuilder word = new StringBuilder();
            int syllables = new int[]{2, 3, 3, 4}[random.nextInt(4)];
            for (int i = 0; i < syllables; i++) {
                word.append(consonants.charAt(random.nextInt(consonants.length())))
                        .append(vowels.charAt(random.nextInt(vowels.length())))
                        .append(ends[random.nextInt(ends.length)]);
            }
            words.add(word.toString());
        }
        List<String> list = new ArrayList<>(words);
        list.set(COMMON_PLACE, COMMON);
        return List.copyOf(list);
    }

    private static double[] weights() {
        double[] weights = new double[WORDS];
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += 1.0 / (i + 1);
            weights[i] = sum;
        }
        return weights;
    }
}
