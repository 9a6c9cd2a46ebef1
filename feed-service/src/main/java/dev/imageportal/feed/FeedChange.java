package dev.imageportal.feed;

import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageUpdated;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/// What an event means to the feeds.
sealed interface FeedChange {

    ImageId id();

    long version();

    Instant occurredAt();

    record Show(ImageId id, long version, Instant occurredAt, FeedList.OfUser owner, Set<Hashtag> tags, ImageJson json)
            implements
                FeedChange {}

    record Remove(ImageId id, long version, Instant occurredAt) implements FeedChange {}

    /// @throws dev.imageportal.events.InvalidEventException when the image's id is none
    static FeedChange of(ImageEvent event) {
        return switch (event) {
            case ImageUploaded uploaded -> show(uploaded, uploaded.image());
            case ImageUpdated updated -> show(updated, updated.image());
            case ImageDeleted deleted ->
                new Remove(ImageId.ofEvent(deleted.imageId()), deleted.version(), deleted.occurredAt());
        };
    }

    private static FeedChange show(ImageEvent event, PublishedImage image) {
        return new Show(ImageId.ofEvent(image.id()), image.version(), event.occurredAt(),
                new FeedList.OfUser(image.username()),
                image.hashtags().stream().map(Hashtag::of).collect(Collectors.toUnmodifiableSet()),
                ImageJson.of(image));
    }

    /// Of two changes of one image the one that counts: the later, and a deletion always.
    static FeedChange lasting(FeedChange one, FeedChange other) {
        if (one instanceof Remove != other instanceof Remove) {
            return one instanceof Remove ? one : other;
        }
        return other.version() > one.version() ? other : one;
    }
}
