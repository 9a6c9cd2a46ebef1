package dev.imageportal.image;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param spoolDirectory where uploads in flight lie; the system's temporary folder unless told
/// @param libvips        the libvips shared library; the system's unless told
@ConfigurationProperties("portal.image")
record ImageSettings(
        @Nullable Path spoolDirectory,
        @Nullable Path libvips,
        @DefaultValue Upload upload,
        @DefaultValue Relay relay,
        @DefaultValue Sweep sweep,
        @DefaultValue Deletion deletion,
        @DefaultValue Improvement improvement,
        @DefaultValue Accounts accounts) {

    ImageSettings {
        spoolDirectory = orNull(spoolDirectory);
        libvips = orNull(libvips);
    }

    /// @param maxFileSize  of one picture's file
    /// @param maxPixels    width times height
    /// @param atOnce       uploads in flight, their bytes on disk; further ones are told to come back
    /// @param eachAtOnce   of these, one person's: somebody whose uploads never end does not keep all others out
    /// @param storedAtOnce uploads past their reading that hold renditions in memory and connections to the object store
    /// @param readTimeout  from the first byte of a body to its last
    /// @param waitTimeout  for a turn to be processed
    record Upload(
            @DefaultValue("50MB") DataSize maxFileSize,
            @DefaultValue("100000000") long maxPixels,
            @DefaultValue("160") int atOnce,
            @DefaultValue("120") int eachAtOnce,
            @DefaultValue("16") int storedAtOnce,
            @DefaultValue("10m") Duration readTimeout,
            @DefaultValue("3m") Duration waitTimeout) {}

    /// @param batch      events in one round
    /// @param poll       between two looks when nothing wakes the relay
    /// @param sendTimeout of a round; longer than the producer's delivery time-out
    /// @param maxBackoff between two rounds while Kafka is down
    record Relay(
            @DefaultValue("500") int batch,
            @DefaultValue("500ms") Duration poll,
            @DefaultValue("15s") Duration sendTimeout,
            @DefaultValue("5s") Duration maxBackoff) {}

    /// @param interval between two walks
    /// @param age      of an object before it can count as forgotten
    /// @param pages    of 1,000 keys in one walk, at most
    record Sweep(
            @DefaultValue("1h") Duration interval,
            @DefaultValue("1d") Duration age,
            @DefaultValue("100") int pages) {}

    /// @param firstTry how long a request to delete waits for the object store; what is not gone by then follows later
    /// @param retry    between two tries while the object store is away
    /// @param poll     between two looks at what other instances deleted: so long may renditions whose objects could not
    ///                 be removed stay in sight there
    /// @param batch    images whose objects are removed at once, at most 75
    record Deletion(
            @DefaultValue("3s") Duration firstTry,
            @DefaultValue("5s") Duration retry,
            @DefaultValue("400ms") Duration poll,
            @DefaultValue("50") int batch) {

        Deletion {
            if (batch < 1 || batch > 75) {
                throw new IllegalArgumentException("portal.image.deletion.batch must be from 1 to 75: " + batch);
            }
        }
    }

    /// @param poll     between two looks for images that wait for better renditions
    /// @param idle     for how long nobody must have had a picture processed
    /// @param patience after which an image gets its turn whoever waits
    /// @param lease    for which an image belongs to the instance that took it; longer than any picture takes
    /// @param retry    while the object store is away
    record Improvement(
            @DefaultValue("1s") Duration poll,
            @DefaultValue("2s") Duration idle,
            @DefaultValue("10m") Duration patience,
            @DefaultValue("5m") Duration lease,
            @DefaultValue("30s") Duration retry) {}

    /// @param reservation for so long after a deletion nobody else can have the user name; an hour below what
    ///                    user-service grants, for clocks that differ
    /// @param remembered  how long complete deletions are kept in mind, longer than Kafka keeps their events
    /// @param poll        between two looks for unfinished deletions when no event comes
    /// @param batch       images deleted in one transaction
    /// @param purge       between two looks for complete deletions to forget
    record Accounts(
            @DefaultValue("23h") Duration reservation,
            @DefaultValue("14d") Duration remembered,
            @DefaultValue("1s") Duration poll,
            @DefaultValue("50") int batch,
            @DefaultValue("1m") Duration purge) {}

    /// An environment variable that is set to nothing is as good as none.
    private static @Nullable Path orNull(@Nullable Path path) {
        return path == null || path.toString().isEmpty() ? null : path;
    }
}
