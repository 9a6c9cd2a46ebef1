package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class IdempotencyTest extends ImageServiceTest {

    private static final byte[] PICTURE = TestPictures.png(30, 20);

    private static SecondInstance second;

    @Autowired
    Claims claims;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void startSecondInstance() {
        second = new SecondInstance();
    }

    @AfterAll
    static void stopSecondInstance() {
        second.close();
    }

    @Test
    void aRepetitionGetsTheFirstAnswerFromAnyInstance() {
        USERS.call(username, "Ada at First");
        HttpResponse<byte[]> first = post(form());
        USERS.call(username, "Ada Later");
        HttpResponse<byte[]> here = post(form());
        HttpResponse<byte[]> there = postToSecond(form());

        assertThat(first.statusCode()).as(text(first)).isEqualTo(201);
        String id = JSON.readTree(first.body()).path("id").asString();
        assertThat(JSON.readTree(first.body()).path("displayName").asString()).isEqualTo("Ada at First");
        for (HttpResponse<byte[]> repetition : List.of(here, there)) {
            assertThat(repetition.statusCode()).isEqualTo(201);
            assertThat(repetition.body()).isEqualTo(first.body());
            for (String header : List.of("Location", "ETag", "Content-Type", "Cache-Control")) {
                assertThat(header(repetition, header)).as(header).isEqualTo(header(first, header)).isNotEmpty();
            }
        }
        assertThat(recordsOf(username)).isEqualTo(1);
        assertThat(storedKeys().stream().filter(name -> name.contains(id))).hasSize(2);
        try (var topic = new TopicReader()) {
            topic.await(1, event -> event.imageId().equals(id));
            String last = uploaded(PICTURE).path("id").asString();
            topic.await(1, event -> event.imageId().equals(last));
            assertThat(topic.await(1, event -> event.imageId().equals(id))).hasSize(1);
        }
    }

    static Stream<Arguments> differentRequests() {
        return Stream.of(
                Arguments.of("another file", Multipart.of("a.png", TestPictures.png(31, 20)).text("caption", "one")),
                Arguments.of("another file name", Multipart.of("b.png", PICTURE).text("caption", "one")),
                Arguments.of("another caption", Multipart.of("a.png", PICTURE).text("caption", "two")),
                Arguments.of("no caption", Multipart.of("a.png", PICTURE)),
                Arguments.of("moved text", Multipart.of("a.png", PICTURE).text("altText", "one")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differentRequests")
    void aDifferentRequestIsRefused(String what, Multipart different) {
        JsonNode image = JSON.readTree(post(form()).body());

        assertProblem(post(different), 422, "", "");
        assertProblem(patch(image.path("id").asString(), "{\"caption\": \"x\"}", "Idempotency-Key", key), 422, "", "");
        assertThat(recordsOf(username)).isEqualTo(1);
    }

    @Test
    void aKeyIsItsUsersOwn() {
        Multipart form = form();
        String other = username + "x";

        assertThat(post(form).statusCode()).isEqualTo(201);
        HttpResponse<byte[]> others = send(uploadRequest(tokenOf(other), form.contentType(), form.body())
                .header("Idempotency-Key", key));

        assertThat(others.statusCode()).isEqualTo(201);
        assertThat(JSON.readTree(others.body()).path("username").asString()).isEqualTo(other);
    }

    static Stream<Consumer<HttpRequest.Builder>> badKeys() {
        return Stream.of(
                request -> request.header("Idempotency-Key", ""),
                request -> request.header("Idempotency-Key", "two words"),
                request -> request.header("Idempotency-Key", "k".repeat(256)),
                request -> request.header("Idempotency-Key", "a").header("Idempotency-Key", "b"));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void refusesWhatIsNoKey(Consumer<HttpRequest.Builder> headers) {
        Multipart form = form();
        HttpRequest.Builder request = uploadRequest(tokenOf(username), form.contentType(), form.body());
        headers.accept(request);

        assertProblem(send(request), 400, "Idempotency-Key", "key");
        assertThat(recordsOf(username)).isZero();
    }

    @Test
    void aKeyMayBeAsLongAsTheContractSays() {
        Multipart form = form();
        String longest = "~!\"".repeat(85);

        for (int i = 0; i < 2; i++) {
            assertThat(send(uploadRequest(tokenOf(username), form.contentType(), form.body())
                    .header("Idempotency-Key", longest)).statusCode()).isEqualTo(201);
        }
        assertThat(recordsOf(username)).isEqualTo(1);
    }

    @Test
    void whileTheFirstIsUnderWayRepetitionsAreToldToComeBack() throws IOException {
        Multipart form = form();
        String token = tokenOf(username);
        try (var slow = new SlowUpload(second.port(), token, "Idempotency-Key: " + key + "\r\n", form)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 1);

            // For longer than a claim lasts that nobody renews.
            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                HttpResponse<byte[]> early = post(form);
                assertProblem(early, 409, "", "");
                assertThat(Integer.parseInt(header(early, "Retry-After"))).isPositive();
            });
            assertThat(recordsOf(username)).isZero();

            String answer = slow.finish();
            assertThat(answer).startsWith("HTTP/1.1 201");
            HttpResponse<byte[]> repetition = post(form);
            assertThat(repetition.statusCode()).isEqualTo(201);
            assertThat(answer).contains("Location: " + header(repetition, "Location"));
            assertThat(recordsOf(username)).isEqualTo(1);
        }
    }

    @Test
    void anEarlyRepetitionIsAnsweredBeforeItsBodyIsSent() throws IOException {
        claimedBy("another instance", 600);
        Multipart large = Multipart.of("a.png", new byte[8_000_000]);

        try (var slow = new SlowUpload(port, tokenOf(username), "Idempotency-Key: " + key + "\r\n", large)) {
            assertThat(slow.answer()).startsWith("HTTP/1.1 409");
        }
        assertThat(spooledFiles()).isEmpty();
    }

    @Test
    void theClaimOfAProcessThatDiedBecomesFree() {
        claimedBy("a dead instance", 3);

        assertProblem(post(form()), 409, "", "");
        await().atMost(Duration.ofSeconds(60)).until(() -> post(form()).statusCode() == 201);

        assertThat(post(form()).statusCode()).isEqualTo(201);
        assertThat(recordsOf(username)).isEqualTo(1);
    }

    @Test
    void whoLostTheClaimStoresNothing() throws IOException {
        Multipart form = form();
        try (var slow = new SlowUpload(port, tokenOf(username), "Idempotency-Key: " + key + "\r\n", form)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 1);
            database.sql("UPDATE idempotency_keys SET claim = 'another instance' WHERE request_key = :key")
                    .param("key", key)
                    .update();

            assertThat(slow.finish()).startsWith("HTTP/1.1 409");
        }
        assertThat(recordsOf(username)).isZero();
        assertThat(waitingEvents()).isZero();
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void aFailedAttemptFreesTheKey() {
        assertProblem(post(Multipart.of("a.png", "no picture".getBytes(UTF_8))), 415, "file", "format");
        assertThat(keys()).isZero();

        assertThat(post(form()).statusCode()).isEqualTo(201);
    }

    @Test
    void anAttemptThatBrokeOffFreesTheKey() throws IOException {
        var slow = new SlowUpload(port, tokenOf(username), "Idempotency-Key: " + key + "\r\n", form());
        await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 1);

        slow.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 0);
        assertThat(post(form()).statusCode()).isEqualTo(201);
    }

    @Test
    void ofManyAtOnceOneIsStored() throws InterruptedException, ExecutionException {
        Multipart form = form();
        String token = tokenOf(username);
        List<Future<HttpResponse<byte[]>>> attempts = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                URI instance = i % 2 == 0 ? uri("/api/images") : second.uri("/api/images");
                attempts.add(clients.submit(() -> send(uploadRequest(token, form.contentType(), form.body())
                        .header("Idempotency-Key", key)
                        .uri(instance))));
            }
        }

        List<String> ids = new ArrayList<>();
        for (Future<HttpResponse<byte[]>> attempt : attempts) {
            assertThat(attempt.get().statusCode()).as(text(attempt.get())).isIn(201, 409);
            if (attempt.get().statusCode() == 201) {
                ids.add(JSON.readTree(attempt.get().body()).path("id").asString());
            }
        }
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(recordsOf(username)).isEqualTo(1);
    }

    @Test
    void theFirstAnswerOutlivesChangesAndTheImage() {
        HttpResponse<byte[]> first = post(form());
        String id = JSON.readTree(first.body()).path("id").asString();

        assertThat(patch(id, "{\"caption\": \"changed\"}").statusCode()).isEqualTo(200);
        assertThat(post(form()).body()).isEqualTo(first.body());
        assertThat(delete(id).statusCode()).isEqualTo(204);
        assertThat(post(form()).body()).isEqualTo(first.body());
        assertThat(recordsOf(username)).isZero();
    }

    @Test
    void changesAndDeletionsCanBeRepeatedToo() {
        JsonNode image = uploaded(PICTURE);
        String id = image.path("id").asString();
        String tag = header(get("/api/images/" + id), "ETag");
        String[] headers = {"Idempotency-Key", key, "If-Match", tag};

        HttpResponse<byte[]> changed = patch(id, "{\"caption\": \"new\"}", headers);
        HttpResponse<byte[]> again = patch(id, "{\"caption\": \"new\"}", headers);
        HttpResponse<byte[]> different = patch(id, "{\"caption\": \"other\"}", headers);

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(changed.body());
        assertThat(header(again, "ETag")).isEqualTo(header(changed, "ETag"));
        assertProblem(different, 422, "", "");
        assertThat(delete(id, "Idempotency-Key", key + "d").statusCode()).isEqualTo(204);
        assertThat(delete(id, "Idempotency-Key", key + "d").statusCode()).isEqualTo(204);
        assertProblem(delete(id, "Idempotency-Key", key + "e"), 404, "", "");
        try (var topic = new TopicReader()) {
            assertThat(topic.await(3, event -> event.imageId().equals(id))).extracting(ImageEvent::version)
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void keysAreForgottenAfterADay() {
        String first = header(post(form()), "Location");
        assertThat(database
                .sql("""
                        SELECT expires_at BETWEEN UTC_TIMESTAMP() + INTERVAL 1430 MINUTE AND UTC_TIMESTAMP() + INTERVAL 1441 MINUTE
                        FROM idempotency_keys WHERE request_key = :key
                        """)
                .param("key", key)
                .query(Boolean.class)
                .single()).isTrue();

        expire();
        assertThat(header(post(form()), "Location")).isNotEqualTo(first);
        expire();
        claims.purge();

        assertThat(keys()).isZero();
    }

    @Test
    void noUserHasEndlesslyManyKeys() {
        assertThat(postToSecond(form()).statusCode()).isEqualTo(201);
        for (String other : List.of("a", "b")) {
            database.sql("""
                    INSERT INTO idempotency_keys (username, request_key, expires_at)
                    VALUES (:username, :key, UTC_TIMESTAMP(3) + INTERVAL 1 DAY)
                    """).param("username", username).param("key", other).update();
        }

        HttpResponse<byte[]> oneMore = send(uploadRequest(tokenOf(username), form().contentType(), form().body())
                .header("Idempotency-Key", "c")
                .uri(second.uri("/api/images")));

        assertProblem(oneMore, 429, "", "");
        assertThat(Integer.parseInt(header(oneMore, "Retry-After"))).isPositive();
        assertThat(postToSecond(form()).statusCode()).isEqualTo(201);
        assertThat(recordsOf(username)).isEqualTo(1);
    }

    private void expire() {
        database.sql("UPDATE idempotency_keys SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND "
                + "WHERE request_key = :key").param("key", key).update();
    }

    /// As an instance leaves it that is at work, or dies.
    private void claimedBy(String claim, int seconds) {
        database.sql("""
                INSERT INTO idempotency_keys (username, request_key, claim, lease_until, expires_at)
                VALUES (:username, :key, :claim, TIMESTAMPADD(SECOND, :seconds, UTC_TIMESTAMP(3)),
                    UTC_TIMESTAMP(3) + INTERVAL 1 DAY)
                """)
                .param("username", username)
                .param("key", key)
                .param("claim", claim)
                .param("seconds", seconds)
                .update();
    }

    private long keys() {
        return database.sql("SELECT COUNT(*) FROM idempotency_keys WHERE request_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private static Multipart form() {
        return Multipart.of("a.png", PICTURE).text("caption", "one");
    }

    private HttpResponse<byte[]> post(Multipart form) {
        return send(uploadRequest(tokenOf(username), form.contentType(), form.body()).header("Idempotency-Key", key));
    }

    private HttpResponse<byte[]> postToSecond(Multipart form) {
        return send(uploadRequest(tokenOf(username), form.contentType(), form.body())
                .header("Idempotency-Key", key)
                .uri(second.uri("/api/images"))
                .POST(BodyPublishers.ofByteArray(form.body())));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
