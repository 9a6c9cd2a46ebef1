package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.deleted;
import static dev.imageportal.feed.Pictures.newTag;
import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.next;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.updated;
import static dev.imageportal.feed.Pictures.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.PublishedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Events come once or more, in order or not, together or apart: the lists come out the same.
class EventsTest extends FeedServiceTest {

    @Autowired
    FeedWriter writer;
    @Autowired
    FeedTables tables;
    @Autowired
    FeedSettings settings;
    @Autowired
    JdbcClient jdbc;

    @Test
    void duplicatesChangeNothing() {
        PublishedImage image = picture(newUsername(), newTag());
        apply(uploaded(image), uploaded(image));
        apply(uploaded(image));

        assertThat(ids(imagesOf(image.username()))).containsExactly(image.id());
        assertThat(ids(imagesWith(image.hashtags().getFirst()))).containsExactly(image.id());
    }

    @Test
    void anEarlierVersionThatComesLateIsIgnored() {
        String tag = newTag();
        String laterTag = newTag();
        PublishedImage first = picture(newUsername(), tag);
        PublishedImage second = next(first, laterTag);
        apply(updated(second));
        apply(uploaded(first));

        assertThat(list(imagesOf(first.username())).at("/items/0/version").asLong()).isEqualTo(2);
        assertThat(ids(imagesWith(tag))).isEmpty();
        assertThat(ids(imagesWith(laterTag))).containsExactly(first.id());
    }

    @Test
    void aDeletionIsForGood() {
        PublishedImage image = picture(newUsername(), newTag());
        apply(deleted(image));
        apply(uploaded(image));
        apply(updated(picture(image.id(), 9, image.username(), image.hashtags().getFirst())));

        assertThat(ids(imagesOf(image.username()))).isEmpty();
        assertThat(ids(imagesWith(image.hashtags().getFirst()))).isEmpty();
        assertThat(ids("/api/feed")).doesNotContain(image.id());
    }

    @Test
    void aDeletionIsForGoodWithinABatch() {
        PublishedImage image = picture(newUsername());
        writer.apply(List.of(deleted(image), updated(picture(image.id(), 9, image.username())), uploaded(image)));

        assertThat(ids(imagesOf(image.username()))).isEmpty();
    }

    @Test
    void theSameEventsTogetherAndApartComeOutTheSame() {
        PublishedImage image = picture(newUsername(), newTag());
        PublishedImage second = next(image, newTag());
        PublishedImage third = next(second, newTag());
        writer.apply(List.of(updated(second), uploaded(image), updated(third), updated(second)));

        assertThat(list(imagesOf(image.username())).at("/items/0/version").asLong()).isEqualTo(3);
        assertThat(ids(imagesWith(third.hashtags().getFirst()))).containsExactly(image.id());
        assertThat(ids(imagesWith(second.hashtags().getFirst()))).isEmpty();
    }

    /// As when an instance that lost its partitions is still at work on what another has begun with: both, and more,
    /// apply the same events in different batches at the same time.
    @Test
    void instancesThatOverlapComeOutTheSame() throws Exception {
        String username = newUsername();
        String tag = newTag();
        List<PublishedImage> images = Stream.generate(() -> picture(username, "first" + tag)).limit(40).toList();
        List<PublishedImage> kept = images.subList(0, 20);
        List<PublishedImage> gone = images.subList(20, 40);
        List<ImageEvent> events = new ArrayList<>();
        images.forEach(image -> events.add(uploaded(image)));
        images.forEach(image -> events.add(updated(next(image, tag))));
        gone.forEach(image -> events.add(deleted(next(image))));

        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> work = instances.invokeAll(
                    IntStream.range(0, 8)
                            .<Callable<Object>>mapToObj(seed -> () -> applyShuffled(events, seed))
                            .toList());
            for (Future<Object> done : work) {
                done.get();
            }
        }

        List<String> expected = kept.reversed().stream().map(PublishedImage::id).toList();
        assertThat(ids(imagesOf(username) + "?limit=100")).isEqualTo(expected);
        assertThat(ids(imagesWith(tag) + "?limit=100")).isEqualTo(expected);
        assertThat(ids(imagesWith("first" + tag))).isEmpty();
        assertThat(list(imagesOf(username)).at("/items/0/version").asLong()).isEqualTo(2);
    }

    private Object applyShuffled(List<ImageEvent> events, int seed) {
        List<ImageEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        for (int from = 0; from < shuffled.size(); from += 7) {
            List<ImageEvent> batch = shuffled.subList(from, Math.min(from + 7, shuffled.size()));
            retryingOnDeadlock(() -> writer.apply(batch));
        }
        return seed;
    }

    /// As the consumer does: whatever fails comes again.
    private static void retryingOnDeadlock(Runnable work) {
        for (int attempt = 1; true; attempt++) {
            try {
                work.run();
                return;
            } catch (org.springframework.dao.TransientDataAccessException e) {
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }

    @Test
    void deletionsAreForgottenWhenTheyAreOld() {
        PublishedImage old = picture(newUsername());
        PublishedImage young = picture(newUsername());
        apply(deleted(old), deleted(young));
        jdbc.sql("UPDATE image_version SET deleted_at = deleted_at - INTERVAL 15 DAY WHERE id = ?")
                .param(idBytes(old))
                .update();

        assertThat(tables.purge(settings.tombstoneRetention())).isEqualTo(1);

        assertThat(knows(old)).isFalse();
        assertThat(knows(young)).isTrue();
    }

    private boolean knows(PublishedImage image) {
        return jdbc.sql("SELECT COUNT(*) FROM image_version WHERE id = ?")
                .param(idBytes(image))
                .query(Integer.class)
                .single() == 1;
    }

    private static byte[] idBytes(PublishedImage image) {
        return ImageId.ofEvent(image.id()).bytes();
    }
}
