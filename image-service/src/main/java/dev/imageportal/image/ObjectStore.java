package dev.imageportal.image;

import dev.imageportal.defaults.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The bucket. What it can't do just now ends as `503`.
class ObjectStore {

    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final S3Client reads;
    private final S3Client writes;
    private final String bucket;
    private final Duration patience;

    /// @param reads  downloads, whose connections are held as long as the clients take to read
    /// @param writes everything else, with connections of their own
    ObjectStore(S3Client reads, S3Client writes, S3Settings settings) {
        this.reads = reads;
        this.writes = writes;
        this.bucket = settings.bucket();
        this.patience = settings.patience();
    }

    /// Takes as long as it takes while the store takes bytes; one that takes none is not waited for.
    ///
    /// @throws ProblemException 503
    void put(String key, RequestBody body, String cacheControl) {
        WatchedPut put = new WatchedPut(body, patience);
        call("put", key, () -> put.run(watched -> writes.putObject(
                request -> request.bucket(bucket).key(key).contentType(body.contentType()).cacheControl(cacheControl),
                watched)));
    }

    /// The object as a stream to be closed or aborted, or nothing when there is no such object.
    ///
    /// @param part null for the whole
    Optional<ResponseInputStream<GetObjectResponse>> get(String key, ByteRange.@Nullable Part part) {
        String range = part == null ? null : "bytes=" + part.first() + "-" + part.last();
        return find("get", key, () -> reads.getObject(request -> request.bucket(bucket).key(key).range(range)));
    }

    Optional<HeadObjectResponse> head(String key) {
        return find("head", key, () -> reads.headObject(request -> request.bucket(bucket).key(key)));
    }

    /// Up to 1,000 keys in their order.
    ///
    /// @param after where the list begins, itself not in it; empty for the very first
    List<String> list(String prefix, String after) {
        String startAfter = after.isEmpty() ? prefix : after;
        return call("list", prefix,
                () -> writes.listObjectsV2(request -> request.bucket(bucket).prefix(prefix).startAfter(startAfter)))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    /// Up to 1,000 keys; those that are not there are no error.
    ///
    /// @return those that are still there, as the store refused to delete them
    List<String> delete(List<String> keys, Duration timeout) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Delete objects = Delete.builder()
                .objects(keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList())
                .quiet(true)
                .build();
        List<S3Error> errors = call("delete", keys.getFirst(),
                () -> writes.deleteObjects(request -> request.bucket(bucket)
                        .delete(objects)
                        .overrideConfiguration(calls -> calls.apiCallTimeout(timeout))))
                .errors();
        if (!errors.isEmpty()) {
            S3Error first = errors.getFirst();
            log.warn("The object store did not delete {} of {} objects; the first, {}: {} {}", errors.size(),
                    keys.size(), first.key(), first.code(), first.message());
        }
        return errors.stream().map(S3Error::key).toList();
    }

    private static <T> Optional<T> find(String action, String key, Supplier<T> call) {
        return call(action, key, () -> {
            try {
                return Optional.of(call.get());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    private static <T> T call(String action, String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            log.warn("The object store did not {} {}: {}", action, key, e.toString());
            throw ProblemException.unavailable("The pictures can't be reached at the moment: try again soon.",
                    RETRY_AFTER);
        }
    }
}
