package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageUpdated;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EditTest extends ImageServiceTest {

    @Test
    void changesWhatItNamesAndTellsOfIt() {
        JsonNode before = pictureWith("In #Rome", "A square");
        String id = before.path("id").asString();

        HttpResponse<byte[]> response = patch(id, "{\"caption\": \"In #Paris, #night\"}");

        JsonNode after = JSON.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(after.path("caption").asString()).isEqualTo("In #Paris, #night");
        assertThat(after.path("altText").asString()).isEqualTo("A square");
        assertThat(after.path("hashtags").toString()).isEqualTo("[\"paris\",\"night\"]");
        assertThat(after.path("version").asInt()).isEqualTo(2);
        assertThat(after.propertyNames()).containsExactlyElementsOf(before.propertyNames());
        HttpResponse<byte[]> read = get("/api/images/" + id);
        assertThat(JSON.readTree(read.body())).isEqualTo(after);
        assertThat(header(read, "ETag")).isEqualTo(header(response, "ETag"));
        try (var topic = new TopicReader()) {
            List<ImageEvent> events = topic.await(2, event -> event.imageId().equals(id));
            assertThat(events).extracting(ImageEvent::version).containsExactly(1L, 2L);
            assertThat(events.getLast()).isInstanceOfSatisfying(ImageUpdated.class, event -> {
                assertThat(event.image().caption()).isEqualTo("In #Paris, #night");
                assertThat(event.image().altText()).isEqualTo("A square");
                assertThat(event.image().hashtags()).containsExactly("paris", "night");
                assertThat(event.image().renditions()).hasSize(1);
            });
        }
    }

    @Test
    void nullClearsAndAbsenceKeeps() {
        String id = pictureWith("a #caption", "a text").path("id").asString();

        JsonNode noCaption = JSON.readTree(patch(id, "{\"caption\": null}").body());
        JsonNode nothing = JSON.readTree(patch(id, "{\"altText\": null}").body());

        assertThat(noCaption.path("caption").asString()).isEmpty();
        assertThat(noCaption.path("hashtags")).isEmpty();
        assertThat(noCaption.path("altText").asString()).isEqualTo("a text");
        assertThat(nothing.path("altText").asString()).isEmpty();
        assertThat(nothing.path("version").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"caption\": \"same\"}", "{\"altText\": null}"})
    void whatChangesNothingMakesNoVersion(String json) {
        String id = pictureWith("same", "").path("id").asString();

        HttpResponse<byte[]> response = patch(id, json);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).path("version").asInt()).isEqualTo(1);
        assertThat(header(response, "ETag")).isEqualTo(header(get("/api/images/" + id), "ETag"));
    }

    static Stream<Arguments> badChanges() {
        String hashtags = IntStream.rangeClosed(1, 31).mapToObj(i -> "#tag" + i).collect(Collectors.joining(" "));
        return Stream.of(
                Arguments.of("{\"caption\": \"" + "é".repeat(2201) + "\"}", 400, "caption", "maxLength"),
                Arguments.of("{\"altText\": \"" + "a".repeat(1001) + "\"}", 400, "altText", "maxLength"),
                Arguments.of("{\"caption\": \"" + hashtags + "\"}", 400, "caption", "maxHashtags"),
                Arguments.of("{\"caption\": \"a\\u0000b\"}", 400, "caption", "noControlCharacters"),
                Arguments.of("{\"caption\": \"a\\ud800b\"}", 400, "caption", "unicode"),
                Arguments.of("{\"caption\": 5}", 400, "caption", "type"),
                Arguments.of("{\"altText\": [\"a\"]}", 400, "altText", "type"),
                Arguments.of("{\"username\": \"mallory\"}", 400, "username", "unknown"),
                Arguments.of("{\"caption\": \"a\", \"caption\": \"b\"}", 400, "", ""),
                Arguments.of("{\"caption\": \"a\"", 400, "", ""),
                Arguments.of("{} {}", 400, "", ""),
                Arguments.of("", 400, "", ""),
                Arguments.of("null", 400, "", ""),
                Arguments.of("[\"caption\"]", 400, "", ""),
                Arguments.of("[".repeat(5000), 400, "", ""),
                Arguments.of("{\"caption\": \"" + "a".repeat(70_000) + "\"}", 413, "", ""));
    }

    @ParameterizedTest
    @MethodSource("badChanges")
    void refusesBadChanges(String json, int status, String field, String rule) {
        String id = pictureWith("as it was", "").path("id").asString();

        assertProblem(patch(id, json), status, field, rule);

        assertThat(JSON.readTree(get("/api/images/" + id).body()).path("caption").asString()).isEqualTo("as it was");
    }

    @Test
    void takesJsonInUtf8Only() {
        String id = pictureWith("a", "").path("id").asString();
        byte[] noUtf8 = {'{', '"', 'c', 'a', 'p', 't', 'i', 'o', 'n', '"', ':', '"', (byte) 0xff, '"', '}'};
        String token = tokenOf(username);

        assertProblem(send(patchRequest(id, token, "").method("PATCH", BodyPublishers.ofByteArray(noUtf8))), 400, "",
                "");
        assertProblem(send(patchRequest(id, token, "caption=b").setHeader("Content-Type",
                "application/x-www-form-urlencoded")), 415, "", "");
        assertThat(send(patchRequest(id, token, "{\"caption\": \"b\"}").setHeader("Content-Type",
                "application/merge-patch+json")).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheOwnerChanges() {
        String id = pictureWith("mine", "").path("id").asString();
        String json = "{\"caption\": \"theirs\"}";

        assertProblem(send(patchRequest(id, tokenOf(username + "x"), json)), 403, "", "");
        assertProblem(send(patchRequest(id, "no.such.token", json)), 401, "", "");
        assertProblem(send(request("/api/images/" + id).header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json))), 401, "", "");
        assertProblem(patch("0198c0de-0000-7000-8000-000000000001", json), 404, "", "");
        assertProblem(patch("1", json), 400, "id", "uuid");
        assertThat(JSON.readTree(get("/api/images/" + id).body()).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void preconditionsAreKept() {
        String id = pictureWith("first", "").path("id").asString();
        String first = header(get("/api/images/" + id), "ETag");
        String second = header(patch(id, "{\"caption\": \"second\"}", "If-Match", first), "ETag");

        assertThat(second).isNotEqualTo(first);
        assertProblem(patch(id, "{\"caption\": \"lost\"}", "If-Match", first), 412, "", "");
        assertProblem(patch(id, "{\"caption\": \"lost\"}", "If-Match", "W/" + second), 412, "", "");
        assertProblem(patch(id, "{\"caption\": \"lost\"}", "If-Match", "\"other\", \"\", \"99-00000000\""), 412, "",
                "");
        assertThat(patch(id, "{\"caption\": \"third\"}", "If-Match", "\"a,b\" ,, W/\"c\",\t" + second).statusCode())
                .isEqualTo(200);
        assertThat(patch(id, "{\"caption\": \"fourth\"}", "If-Match", "*").statusCode()).isEqualTo(200);
        String fourth = header(get("/api/images/" + id), "ETag");
        assertThat(patch(id, "{\"caption\": \"fifth\"}", "If-Match", first, "If-Match", fourth).statusCode())
                .isEqualTo(200);
        assertThat(JSON.readTree(get("/api/images/" + id).body()).path("version").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "w/\"1\"", "*, \"1\"", "\"1\" \"2\"", "\"1\"x", ",", "\"a b\""})
    void preconditionsThatNobodyUnderstandsAreRefused(String ifMatch) {
        String id = pictureWith("first", "").path("id").asString();

        assertProblem(patch(id, "{\"caption\": \"second\"}", "If-Match", ifMatch), 400, "If-Match", "entityTags");
    }

    @Test
    void ofConcurrentChangesOfOneVersionOneWins() throws InterruptedException, ExecutionException {
        String id = pictureWith("first", "").path("id").asString();
        String tag = header(get("/api/images/" + id), "ETag");
        String token = tokenOf(username);

        List<Future<Integer>> changes = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String json = "{\"caption\": \"number " + i + "\"}";
                changes.add(clients.submit(() -> send(patchRequest(id, token, json, "If-Match", tag)).statusCode()));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> change : changes) {
            statuses.add(change.get());
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void concurrentChangesWithoutPreconditionsAllCount() throws InterruptedException, ExecutionException {
        String id = pictureWith("first", "").path("id").asString();
        String token = tokenOf(username);

        List<Future<HttpResponse<byte[]>>> changes = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String json = "{\"" + (i % 2 == 0 ? "caption" : "altText") + "\": \"number " + i + "\"}";
                changes.add(clients.submit(() -> send(patchRequest(id, token, json))));
            }
        }

        List<Integer> versions = new ArrayList<>();
        for (Future<HttpResponse<byte[]>> change : changes) {
            assertThat(change.get().statusCode()).as(new String(change.get().body(), UTF_8)).isEqualTo(200);
            versions.add(JSON.readTree(change.get().body()).path("version").asInt());
        }
        assertThat(versions).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
        JsonNode last = JSON.readTree(get("/api/images/" + id).body());
        assertThat(last.path("caption").asString()).startsWith("number ");
        assertThat(last.path("altText").asString()).startsWith("number ");
    }

    private JsonNode pictureWith(String caption, String altText) {
        return uploaded(Multipart.of("a.png", TestPictures.png(10, 10))
                .text("caption", caption)
                .text("altText", altText));
    }
}
