package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.ImageUpdated;
import dev.imageportal.image.Improvements.Due;
import dev.imageportal.image.picture.PictureProcessor;
import dev.imageportal.image.picture.PictureRejectedException;
import dev.imageportal.image.picture.ProcessedPicture;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives images renditions in the best format, when nobody waits for anything: from the original anew, one image at a
/// time, while no upload is processed. An image that has waited long gets its turn in any case.
///
/// The objects come first, then the longer list in the record together with its event. Their URLs are new, so caches
/// know nothing of them.
@Service
class Improver {

    private static final Logger log = LoggerFactory.getLogger(Improver.class);

    /// Pictures that end the process which decodes them must not do so for ever.
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(10);

    private final Improvements improvements;
    private final PictureProcessor processor;
    private final Images images;
    private final PictureFiles files;
    private final ObjectStore objects;
    private final Spool spool;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ImageIds ids;
    private final InstantSource clock;
    private final ImageSettings.Improvement settings;
    private final TransactionTemplate transaction;
    private final Timer times;
    private volatile long waiting;

    Improver(Improvements improvements, PictureProcessor processor, Images images, PictureFiles files,
            ObjectStore objects, Spool spool, Outbox outbox, OutboxRelay relay, ImageIds ids, InstantSource clock,
            ImageSettings settings, PlatformTransactionManager transactions, MeterRegistry metrics) {
        this.improvements = improvements;
        this.processor = processor;
        this.images = images;
        this.files = files;
        this.objects = objects;
        this.spool = spool;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings.improvement();
        transaction = new TransactionTemplate(transactions);
        times = Timer.builder("portal.image.improvement")
                .description("Time in which an image got renditions in the best format")
                .register(metrics);
        Gauge.builder("portal.image.improvements.waiting", () -> waiting)
                .description("Images that wait for renditions in the best format")
                .register(metrics);
    }

    /// Improves images as long as there are any and nobody has a picture processed.
    void run() {
        waiting = improvements.depth();
        while (!Thread.currentThread().isInterrupted()) {
            Optional<Due> due = take();
            if (due.isEmpty()) {
                return;
            }
            long begun = System.nanoTime();
            try {
                improve(due.get());
                times.record(Duration.ofNanos(System.nanoTime() - begun));
            } catch (ProblemException e) {
                // the object store is away
                improvements.later(due.get(), settings.retry());
                return;
            } catch (IOException e) {
                improvements.later(due.get(), settings.retry());
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<Due> take() {
        Duration waited = processor.hasBeenIdle(settings.idle()) ? Duration.ZERO : settings.patience();
        Optional<Due> due = transaction.execute(_ -> improvements.take(waited, settings.lease()));
        return due == null ? Optional.empty() : due;
    }

    private void improve(Due due) throws IOException, InterruptedException {
        String id = due.imageId();
        if (due.attempts() > MAX_ATTEMPTS) {
            log.error("Image {} keeps its first renditions: {} attempts to make better ones did not end", id,
                    MAX_ATTEMPTS);
            improvements.finished(id);
            return;
        }
        if (images.find(id).isEmpty()) {
            forget(id);
            return;
        }
        Path original = spool.newFile();
        try {
            if (!fetch(id, original)) {
                forget(id);
                return;
            }
            try (ProcessedPicture picture = processor.improve(original)) {
                files.storeRenditions(id, picture);
                if (!publish(id, picture)) {
                    forget(id);
                }
            }
        } catch (PictureRejectedException e) {
            log.error("Image {} keeps its first renditions: {}", id, e.getMessage());
            improvements.finished(id);
        } finally {
            Files.deleteIfExists(original);
        }
    }

    private boolean fetch(String id, Path file) throws IOException {
        var object = objects.get(Paths.originalKey(id), null);
        if (object.isEmpty()) {
            return false;
        }
        try (var bytes = object.get()) {
            try {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                bytes.abort();
                throw e;
            }
        }
        return true;
    }

    /// @return false when the image was deleted meanwhile
    private boolean publish(String id, ProcessedPicture picture) {
        boolean published = Boolean.TRUE.equals(transaction.execute(_ -> {
            Optional<StoredImage> image = images.lock(id);
            image.ifPresent(known -> {
                StoredImage next = known.with(Uploads.published(id, picture.renditions()));
                images.addRenditions(next.published());
                outbox.add(new ImageUpdated(ids.next(), clock.instant(), next.published()));
                improvements.finished(id);
            });
            return image.isPresent();
        }));
        relay.wake();
        return published;
    }

    /// The image is gone. Its deletion may have passed before the last of its objects came.
    private void forget(String id) {
        if (objects.delete(Paths.allKeys(id), REMOVAL_TIMEOUT).isEmpty()) {
            improvements.finished(id);
        }
    }
}
