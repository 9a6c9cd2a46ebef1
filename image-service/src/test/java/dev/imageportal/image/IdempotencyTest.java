package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.defaults.Claims;
import dev.imageportal.events.ImageEvent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Requests that are sent again because their answer was lost.
class IdempotencyTest extends KeyedUploadTest {

    @Autowired
    Claims claims;

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
}
