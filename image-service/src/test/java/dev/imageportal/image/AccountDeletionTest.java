package dev.imageportal.image;

import static dev.imageportal.local.Component.OBJECT_STORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import dev.imageportal.events.UserDeleted;
import dev.imageportal.events.UserEventJson;
import dev.imageportal.image.picture.Redactions;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.core.sync.RequestBody;
import tools.jackson.databind.JsonNode;

class AccountDeletionTest extends ImageServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    KafkaOperations<String, byte[]> kafka;

    @Autowired
    Images images;

    @Autowired
    ImageIds ids;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void allPicturesOfTheAccountGo() {
        JsonNode image = uploaded(TestPictures.jpeg(700, 500));
        String token = tokenOf(username);
        Multipart keyed = Multipart.of("a.png", TestPictures.png(10, 10));
        send(uploadRequest(token, keyed.contentType(), keyed.body()).header("Idempotency-Key", username));
        List<String> many = Stream.generate(this::recorded).limit(120).toList();
        String others = recordedOf(username + "x", ids.next());

        Instant when = Instant.now().minusMillis(5).plusNanos(600_600);
        deleteAccount(when);

        await().atMost(PATIENCE).until(this::isComplete);
        deleteAccount(when);
        assertThat(recordsOf(username)).isZero();
        assertThat(keysOf(many)).isEmpty();
        assertThat(keysOf(List.of(image.path("id").asString()))).isEmpty();
        assertThat(get(image.path("renditions").path(0).path("url").asString()).statusCode()).isEqualTo(404);
        assertThat(waitingEvents()).isZero();
        assertThat(keysOf(List.of(others))).hasSize(2);
        assertThat(database.sql("SELECT COUNT(*) FROM idempotency_keys WHERE username = :username")
                .param("username", username)
                .query(Long.class)
                .single()).isZero();
        awaitEarlierEvents();
        assertThat(database.sql("SELECT images FROM deleted_accounts WHERE username = :username")
                .param("username", username)
                .query(Long.class)
                .single()).isEqualTo(122);
        try (var topic = new TopicReader()) {
            List<ImageEvent> deleted = topic.await(122, event -> event instanceof ImageDeleted gone
                    && gone.username().equals(username));
            assertThat(deleted).hasSize(122).extracting(ImageEvent::imageId).containsAll(many);
        }
        await().atMost(PATIENCE).until(() -> metric("complete") >= 1);
    }

    @Test
    void itsRemainingAccessTokensAreNoGood() throws IOException {
        JsonNode image = uploaded(TestPictures.png(10, 10));
        String id = image.path("id").asString();
        String token = tokenOf(username);
        Multipart form = Multipart.of("a.png", TestPictures.png(10, 10));
        try (var begun = new SlowUpload(port, token, "", form)) {
            await().atMost(PATIENCE).until(() -> !spooledFiles().isEmpty());
            // A deletion that leaves the picture there, so that a change has something to refuse.
            database.sql("""
                    INSERT INTO deleted_accounts (username, deleted_at, images, last_event, completed_at)
                    VALUES (:username, UTC_TIMESTAMP(3), 0, 0, UTC_TIMESTAMP(3))
                    """).param("username", username).update();

            assertThat(begun.finish()).startsWith("HTTP/1.1 401").contains("/problems/account-deleted");
        }
        var refused = send(uploadRequest(token, form.contentType(), form.body()));
        assertProblem(refused, 401, "", "");
        assertThat(header(refused, "WWW-Authenticate")).startsWith("Bearer");
        assertProblem(send(patchRequest(id, token, "{\"caption\": \"still here\"}")), 401, "", "");
        assertProblem(send(request("/api/images/" + id).header("Authorization", "Bearer " + token).DELETE()), 401, "",
                "");
        assertThat(recordsOf(username)).isEqualTo(1);
        assertThat(waitingEvents()).isZero();
    }

    @Test
    void anUploadThatIsJustBeingStoredDoesNotSlipThrough() {
        String id = ids.next();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            recordedOf(username, id);
            deleteAccount(Instant.now());
            // The deletion has begun, and can only wait for this transaction.
            await().atMost(PATIENCE).until(() -> onAnotherConnection(() -> database.sql("""
                    SELECT COUNT(*) FROM deleted_accounts WHERE username = :username
                    """).param("username", username).query(Long.class).single()) == 1);
            await().atMost(PATIENCE).until(() -> onAnotherConnection(() -> database.sql("""
                    SELECT username FROM deleted_accounts WHERE username = :username FOR UPDATE SKIP LOCKED
                    """).param("username", username).query(String.class).list()).isEmpty());
        });

        await().atMost(PATIENCE).until(this::isComplete);
        assertThat(recordsOf(username)).isZero();
        assertThat(keysOf(List.of(id))).isEmpty();
    }

    @Test
    void anOldEventLeavesTheNextOneOfThatNameInPeace() {
        deleteAccount(Instant.now().minus(Duration.ofDays(3)));
        await().atMost(PATIENCE).until(this::isComplete);

        JsonNode image = uploaded(TestPictures.png(10, 10));
        deleteAccount(Instant.now().minus(Duration.ofDays(3)));
        deleteAccount(Instant.now().minus(Duration.ofDays(4)));
        awaitEarlierEvents();

        assertThat(get(image.path("originalUrl").asString()).statusCode()).isEqualTo(200);
        assertThat(patch(image.path("id").asString(), "{\"caption\": \"mine\"}").statusCode()).isEqualTo(200);
        assertThat(uploaded(TestPictures.png(10, 10)).path("username").asString()).isEqualTo(username);
    }

    @Test
    void aLaterDeletionBeginsAnew() {
        deleteAccount(Instant.now().minus(Duration.ofDays(3)));
        await().atMost(PATIENCE).until(this::isComplete);
        uploaded(TestPictures.png(10, 10));

        deleteAccount(Instant.now());

        await().atMost(PATIENCE).until(() -> recordsOf(username) == 0 && isComplete());
    }

    @Test
    void whatAProcessLeftUnfinishedIsFinishedByAnother() {
        List<String> left = Stream.generate(this::recorded).limit(60).toList();
        try (var second = new SecondInstance()) {
            database.sql("""
                    INSERT INTO deleted_accounts (username, deleted_at, images) VALUES (:username, UTC_TIMESTAMP(3), 7)
                    """).param("username", username).update();

            await().atMost(PATIENCE).until(this::isComplete);
        }

        assertThat(recordsOf(username)).isZero();
        assertThat(keysOf(left)).isEmpty();
        assertThat(database.sql("SELECT images FROM deleted_accounts WHERE username = :username")
                .param("username", username)
                .query(Long.class)
                .single()).isEqualTo(67);
        try (var topic = new TopicReader()) {
            assertThat(topic.await(60, event -> left.contains(event.imageId()))).hasSize(60);
        }
    }

    @Test
    void itIsNotCompleteBeforeTheObjectsAreGone() {
        String id = recorded();

        components().stop(OBJECT_STORE);
        try {
            deleteAccount(Instant.now());
            await().atMost(PATIENCE).until(() -> recordsOf(username) == 0);
            await().atMost(PATIENCE).until(() -> get("/media/" + id + "/320.webp").statusCode() == 404);
            await().atMost(PATIENCE).until(() -> metric("pending") >= 1);
            assertThat(isComplete()).isFalse();
        } finally {
            components().start(OBJECT_STORE);
        }

        await().atMost(PATIENCE).until(this::isComplete);
        assertThat(keysOf(List.of(id))).isEmpty();
    }

    private void deleteAccount(Instant when) {
        publish(username, when);
    }

    /// Until the service has applied all that was published.
    private static void awaitEarlierEvents() {
        String servers = String.valueOf(components().settings(Service.IMAGE).get("PORTAL_KAFKA_BOOTSTRAP_SERVERS"));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            await().atMost(PATIENCE).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> applied = admin.listConsumerGroupOffsets("image-service")
                        .partitionsToOffsetAndMetadata()
                        .get();
                Map<TopicPartition, OffsetSpec> ends = admin.describeTopics(List.of(Topics.USER_EVENTS))
                        .allTopicNames()
                        .get()
                        .values()
                        .stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(Topics.USER_EVENTS, partition.partition()),
                                _ -> OffsetSpec.latest()));
                return admin.listOffsets(ends).all().get().entrySet().stream().allMatch(end -> {
                    OffsetAndMetadata offset = applied.get(end.getKey());
                    return end.getValue().offset() == (offset == null ? 0 : offset.offset());
                });
            });
        }
    }

    private void publish(String name, Instant when) {
        kafka.send(Topics.USER_EVENTS, name,
                UserEventJson.write(new UserDeleted(UUID.randomUUID().toString(), when, name))).join();
    }

    private boolean isComplete() {
        return isComplete(username);
    }

    private boolean isComplete(String name) {
        return database
                .sql("SELECT COUNT(*) FROM deleted_accounts WHERE username = :username AND completed_at IS NOT NULL")
                .param("username", name)
                .query(Long.class)
                .single() == 1;
    }

    private double metric(String state) {
        return new String(get("/actuator/prometheus").body(), UTF_8)
                .lines()
                .filter(line -> line.startsWith("portal_users_deletions") && line.contains("\"" + state + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    private static <T> T onAnotherConnection(Callable<T> query) throws Exception {
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            return thread.submit(query).get();
        }
    }

    private List<String> keysOf(List<String> imageIds) {
        return storedKeys().stream().filter(key -> imageIds.contains(Paths.idIn(key))).toList();
    }

    private String recorded() {
        return recordedOf(username, ids.next());
    }

    /// A picture without the work of an upload.
    private String recordedOf(String owner, String id) {
        objects.put(Paths.originalKey(id), RequestBody.fromString("bytes"), "no-store");
        objects.put(Paths.renditionKey(id, "320", "webp"), RequestBody.fromString("bytes"), "no-store");
        var golden = (ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event();
        PublishedImage image = JSON.readValue(JSON.writeValueAsString(golden.image())
                .replace(golden.imageId(), id)
                .replace("\"" + golden.image().username() + "\"", "\"" + owner + "\""), PublishedImage.class);
        images.add(new StoredImage(image, FileName.of("a", "jpg"), "0".repeat(64), Redactions.NONE));
        return id;
    }
}
