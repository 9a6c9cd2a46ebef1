package dev.imageportal.image;

import static dev.imageportal.local.Component.OBJECT_STORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageDeleted;
import dev.imageportal.events.ImageEvent;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.core.sync.RequestBody;
import tools.jackson.databind.JsonNode;

class DeleteTest extends ImageServiceTest {

    @Autowired
    PendingDeletions pending;

    @Test
    void everythingOfTheImageIsGone() {
        JsonNode image = uploaded(TestPictures.jpeg(1600, 1000));
        String id = image.path("id").asString();
        String rendition = image.path("renditions").path(0).path("url").asString();
        String tag = header(get(rendition), "ETag");

        HttpResponse<byte[]> response = delete(id);

        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(keysOf(id)).isEmpty();
        assertThat(isPending(id)).isFalse();
        assertProblem(get("/api/images/" + id), 404, "", "");
        assertProblem(get(image.path("originalUrl").asString()), 404, "", "");
        assertProblem(get(rendition), 404, "", "");
        assertProblem(get(rendition, "If-None-Match", tag), 404, "", "");
        assertProblem(delete(id), 404, "", "");
        assertProblem(patch(id, "{\"caption\": \"too late\"}"), 404, "", "");
        try (var topic = new TopicReader()) {
            List<ImageEvent> events = topic.await(2, event -> event.imageId().equals(id));
            assertThat(events.getLast()).isInstanceOfSatisfying(ImageDeleted.class, event -> {
                assertThat(event.version()).isEqualTo(2);
                assertThat(event.username()).isEqualTo(username);
            });
        }
    }

    @Test
    void onlyTheOwnerDeletes() {
        String id = uploaded(TestPictures.png(10, 10)).path("id").asString();

        assertProblem(send(request("/api/images/" + id).header("Authorization", "Bearer " + tokenOf(username + "x"))
                .DELETE()), 403, "", "");
        assertProblem(send(request("/api/images/" + id).DELETE()), 401, "", "");
        assertProblem(delete("0198c0de-0000-7000-8000-000000000001"), 404, "", "");
        assertProblem(delete("1"), 400, "id", "uuid");
        assertThat(get("/api/images/" + id + "/original").statusCode()).isEqualTo(200);
    }

    @Test
    void preconditionsAreKept() {
        String id = uploaded(TestPictures.png(10, 10)).path("id").asString();
        String first = header(get("/api/images/" + id), "ETag");
        String second = header(patch(id, "{\"caption\": \"changed\"}"), "ETag");

        assertProblem(delete(id, "If-Match", first), 412, "", "");
        assertProblem(delete(id, "If-Match", "1"), 400, "If-Match", "entityTags");
        assertThat(keysOf(id)).hasSize(2);
        assertThat(delete(id, "If-Match", second).statusCode()).isEqualTo(204);
    }

    @Test
    void whileTheObjectStoreIsAwayTheImageIsGoneAndItsObjectsFollow() {
        JsonNode image = uploaded(TestPictures.jpeg(700, 500));
        String id = image.path("id").asString();
        String rendition = image.path("renditions").path(0).path("url").asString();
        String tag = header(get(rendition), "ETag");
        String token = tokenOf(username);

        components().stop(OBJECT_STORE);
        try {
            HttpResponse<byte[]> response = send(
                    request("/api/images/" + id).header("Authorization", "Bearer " + token).DELETE());
            assertThat(response.statusCode()).isEqualTo(204);
            assertProblem(get(rendition), 404, "", "");
            assertProblem(get(rendition, "If-None-Match", tag), 404, "", "");
            assertProblem(get(image.path("originalUrl").asString()), 404, "", "");
            assertThat(isPending(id)).isTrue();
        } finally {
            components().start(OBJECT_STORE);
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(get(rendition).statusCode()).isEqualTo(404);
            return !isPending(id);
        });
        assertThat(keysOf(id)).isEmpty();
    }

    /// As a process leaves it that dies after its commit, or another instance while the store is away.
    @Test
    void whatAnotherInstanceDeletedIsNotServedAndIsRemovedInTime() {
        JsonNode image = uploaded(TestPictures.jpeg(700, 500));
        String id = image.path("id").asString();
        String rendition = image.path("renditions").path(0).path("url").asString();
        database.sql("DELETE FROM images WHERE id = :id").param("id", id).update();
        database.sql("INSERT INTO deletions (image_id, username, next_try) VALUES (:id, :username, '2100-01-01')")
                .param("id", id)
                .param("username", username)
                .update();

        await().atMost(Duration.ofSeconds(30)).until(() -> get(rendition).statusCode() == 404);
        assertThat(keysOf(id)).isNotEmpty();

        database.sql("UPDATE deletions SET next_try = '2000-01-01' WHERE image_id = :id").param("id", id).update();
        await().atMost(Duration.ofSeconds(30)).until(() -> !isPending(id));
        assertThat(keysOf(id)).isEmpty();
        assertThat(get(rendition).statusCode()).isEqualTo(404);
    }

    @Test
    void formatsThatTheRecordDoesNotNameGoToo() {
        String id = uploaded(TestPictures.png(10, 10)).path("id").asString();
        objects.put(Paths.renditionKey(id, "640", "avif"), RequestBody.fromString("a format added later"), "public");

        delete(id);

        assertThat(keysOf(id)).isEmpty();
    }

    @Test
    void moreDeletionsThanAreKeptInMindAreLookedUp() {
        String id = uploaded(TestPictures.png(10, 10)).path("id").asString();
        String rendition = JSON.readTree(get("/api/images/" + id).body())
                .path("renditions")
                .path(0)
                .path("url")
                .asString();
        database.sql("""
                INSERT INTO deletions (image_id, username, next_try)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                SELECT CONCAT('many-', i), :username, '2100-01-01' FROM n
                """).param("username", username).update();
        for (int i = 1; i <= PendingDeletions.MAX_KNOWN / 1000; i++) {
            database.sql("""
                    INSERT INTO deletions (image_id, username, next_try)
                    SELECT CONCAT(image_id, '-', :i), username, next_try FROM deletions
                    WHERE username = :username AND image_id RLIKE '^many-[0-9]+$'
                    """).param("i", i).param("username", username).update();
        }
        try {
            pending.refresh();
            assertThat(get(rendition).statusCode()).isEqualTo(200);
            database.sql("INSERT INTO deletions (image_id, username, next_try) VALUES (:id, :username, '2100-01-01')")
                    .param("id", id)
                    .param("username", username)
                    .update();
            assertThat(get(rendition).statusCode()).isEqualTo(404);
        } finally {
            database.sql("DELETE FROM deletions WHERE username = :username").param("username", username).update();
            pending.refresh();
        }
    }

    @Test
    void changesAndDeletionsAtOnceEndWithTheImageGone() throws InterruptedException, ExecutionException {
        String id = uploaded(TestPictures.png(10, 10)).path("id").asString();
        String token = tokenOf(username);
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String json = "{\"caption\": \"number " + i + "\"}";
            requests.add(() -> send(patchRequest(id, token, json)).statusCode());
            requests.add(() -> send(request("/api/images/" + id).header("Authorization", "Bearer " + token).DELETE())
                    .statusCode());
        }

        List<Integer> deletions = new ArrayList<>();
        List<Integer> changes = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = clients.invokeAll(requests);
            for (int i = 0; i < answers.size(); i++) {
                (i % 2 == 0 ? changes : deletions).add(answers.get(i).get());
            }
        }

        assertThat(deletions).containsOnlyOnce(204).containsOnly(204, 404);
        assertThat(changes).isSubsetOf(200, 404);
        int changed = (int) changes.stream().filter(status -> status == 200).count();
        try (var topic = new TopicReader()) {
            List<ImageEvent> events = topic.await(changed + 2, event -> event.imageId().equals(id));
            assertThat(events.getLast()).isInstanceOf(ImageDeleted.class);
            assertThat(events.getLast().version()).isEqualTo(changed + 2);
        }
        assertThat(keysOf(id)).isEmpty();
    }

    @Test
    void aDownloadThatHasBegunIsNoObstacle() throws Exception {
        byte[] picture = TestPictures.largeJpeg(8_000_000);
        String id = uploaded(picture).path("id").asString();

        try (InputStream download = open("/api/images/" + id + "/original")) {
            byte[] begin = download.readNBytes(1000);

            assertThat(delete(id).statusCode()).isEqualTo(204);

            assertThat(begin).hasSize(1000);
            assertThat(keysOf(id)).isEmpty();
        }
        assertProblem(get("/api/images/" + id + "/original"), 404, "", "");
    }

    private InputStream open(String path) throws Exception {
        return uri(path).toURL().openStream();
    }

    private boolean isPending(String id) {
        return database.sql("SELECT COUNT(*) FROM deletions WHERE image_id = :id")
                .param("id", id)
                .query(Long.class)
                .single() == 1;
    }

    private List<String> keysOf(String id) {
        return storedKeys().stream().filter(key -> key.contains(id)).toList();
    }
}
