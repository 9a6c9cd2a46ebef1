package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.image.picture.Redactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.core.sync.RequestBody;

class SweeperTest extends ImageServiceTest {

    private final Instant now = Instant.now();
    private final ImageIds oldIds = new ImageIds(() -> now.minus(Duration.ofHours(25)));
    private final ImageIds youngIds = new ImageIds(() -> now.minus(Duration.ofHours(23)));

    @Autowired
    Images images;

    @Autowired
    Duties duties;

    @Autowired
    ImageSettings settings;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void beginAnew() {
        database.sql("UPDATE duties SET progress = '' WHERE name LIKE 'sweep%'").update();
    }

    @Test
    void removesOldObjectsThatNoRecordNames() {
        String forgotten = stored(oldIds.next());
        String known = stored(recorded(oldIds.next()));
        String young = stored(youngIds.next());
        objects.put("originals/readme.txt", RequestBody.fromString("not an image"), "no-store");

        sweeper().sweep();

        assertThat(storedKeys())
                .noneMatch(key -> key.contains(forgotten))
                .contains("originals/" + known, "media/" + known + "/320.webp", "media/" + known + "/640.webp")
                .contains("originals/" + young, "media/" + young + "/320.webp", "media/" + young + "/640.webp")
                .contains("originals/readme.txt");
    }

    @Test
    void looksAtEachObjectOnce() {
        stored(recorded(oldIds.next()));
        sweeper().sweep();
        String before = stored(new ImageIds(() -> now.minus(Duration.ofHours(26))).next());
        String after = stored(oldIds.next());

        sweeper().sweep();

        assertThat(storedKeys()).contains("originals/" + before).doesNotContain("originals/" + after);
    }

    @Test
    void leavesTheWorkToTheOneThatIsAtIt() {
        String forgotten = stored(oldIds.next());

        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            duties.take("sweep originals/");
            try {
                Thread.ofVirtual().start(sweeper()::sweep).join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(storedKeys()).contains("originals/" + forgotten).doesNotContain("media/" + forgotten + "/320.webp");
    }

    private Sweeper sweeper() {
        return new Sweeper(objects, images, duties, InstantSource.fixed(now), settings, transactions);
    }

    private String stored(String id) {
        for (String key : new String[]{"originals/" + id, "media/" + id + "/320.webp", "media/" + id + "/640.webp"}) {
            objects.put(key, RequestBody.fromString("bytes"), "no-store");
        }
        return id;
    }

    private String recorded(String id) {
        var golden = (ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event();
        PublishedImage image = JSON.readValue(JSON.writeValueAsString(golden.image()).replace(golden.imageId(), id),
                PublishedImage.class);
        images.add(new StoredImage(image, FileName.of("a", "jpg"), "0".repeat(64), Redactions.NONE));
        return id;
    }
}
