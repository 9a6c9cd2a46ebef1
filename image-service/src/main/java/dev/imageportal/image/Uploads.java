package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.image.picture.EncodedRendition;
import dev.imageportal.image.picture.PictureProcessor;
import dev.imageportal.image.picture.PictureRejectedException;
import dev.imageportal.image.picture.ProcessedPicture;
import dev.imageportal.image.picture.StepTimes;
import dev.imageportal.image.picture.StepTimes.Step;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Turns uploads into images: renditions, objects in the store, then the record together with its event.
///
/// Objects come first, so that everything a record names can be fetched. When the transaction fails they stay behind
/// without a record, for the [Sweeper].
@Service
class Uploads {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final PictureProcessor processor;
    private final PictureFiles files;
    private final Images images;
    private final DeletedAccounts accounts;
    private final Improvements improvements;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ImageIds ids;
    private final TransactionTemplate transaction;
    private final StepTimes times;
    private final Semaphore turns;
    private final Duration waitTimeout;

    Uploads(PictureProcessor processor, PictureFiles files, Images images, DeletedAccounts accounts,
            Improvements improvements, Outbox outbox, OutboxRelay relay, ImageIds ids,
            PlatformTransactionManager transactions,
            StepTimes times, ImageSettings settings, MeterRegistry metrics) {
        this.processor = processor;
        this.files = files;
        this.images = images;
        this.accounts = accounts;
        this.improvements = improvements;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.times = times;
        transaction = new TransactionTemplate(transactions);
        turns = new Semaphore(settings.upload().storedAtOnce(), true);
        waitTimeout = settings.upload().waitTimeout();
        Gauge.builder("portal.uploads.waiting", turns::getQueueLength)
                .description("Uploads that have come in and wait to be processed")
                .register(metrics);
    }

    /// @param beforeCommit last in the transaction that makes the image
    /// @throws AccountDeletedException when the owner's account went meanwhile
    /// @throws ProblemException 415 or 422 when the file is no picture that the portal takes; 503 when its turn did not
    ///     come in time or the store is away
    StoredImage accept(Owner owner, Upload upload, Consumer<StoredImage> beforeCommit) throws InterruptedException {
        takeTurn();
        StoredImage image;
        boolean improvable;
        try (ProcessedPicture picture = processor.process(upload.file())) {
            image = describe(owner.username(), upload, picture);
            improvable = picture.improvable();
            try (var _ = times.begin(Step.STORE)) {
                files.store(image.id(), upload.file(), picture);
            }
        } catch (PictureRejectedException e) {
            throw problem(e);
        } finally {
            turns.release();
        }
        try (var _ = times.begin(Step.COMMIT)) {
            publish(image, improvable, owner, beforeCommit);
        }
        return image;
    }

    private void takeTurn() throws InterruptedException {
        try (var _ = times.begin(Step.TURN)) {
            if (!turns.tryAcquire(waitTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw ProblemException.unavailable("Too many pictures are waiting: try again soon.", RETRY_AFTER);
            }
        }
    }

    private void publish(StoredImage image, boolean improvable, Owner owner, Consumer<StoredImage> beforeCommit) {
        var event = new ImageUploaded(ids.next(), image.published().createdAt(), image.published());
        transaction.executeWithoutResult(_ -> {
            images.add(image);
            accounts.refuse(owner);
            if (improvable) {
                improvements.add(image.id());
            }
            outbox.add(event);
            beforeCommit.accept(image);
        });
        relay.wake();
    }

    private StoredImage describe(String username, Upload upload, ProcessedPicture picture) {
        String id = ids.next();
        var published = new PublishedImage(id, username, upload.caption().text(), upload.altText().text(),
                upload.caption().hashtags(), picture.width(), picture.height(), upload.bytes(),
                picture.format().contentType(), picture.thumbHash(), ImageIds.timeOf(id), 1,
                published(id, picture.renditions()),
                Paths.original(id), picture.camera());
        FileName fileName = FileName.of(upload.fileName(), picture.format().extension());
        return new StoredImage(published, fileName, upload.sha256(), picture.redactions());
    }

    static List<PublishedImage.Rendition> published(String id, List<EncodedRendition> renditions) {
        return renditions.stream()
                .map(rendition -> new PublishedImage.Rendition(Paths.rendition(id, rendition), rendition.width(),
                        rendition.height(), rendition.contentType()))
                .toList();
    }

    private static ProblemException problem(PictureRejectedException rejected) {
        String message = String.valueOf(rejected.getMessage());
        return switch (rejected.reason()) {
            case UNSUPPORTED_FORMAT -> ProblemException
                    .of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-format", message)
                    .withField("file", "format", message);
            case TOO_MANY_PIXELS -> ProblemException
                    .of(HttpStatus.UNPROCESSABLE_CONTENT, "too-many-pixels", message)
                    .withField("file", "maxPixels", message);
            case UNDECODABLE -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "undecodable", message)
                    .withField("file", "decodable", message);
        };
    }
}
