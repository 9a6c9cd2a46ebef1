package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DownloadTest extends ImageServiceTest {

    @Test
    void anImageHasATagThatSparesItsReading() {
        String path = "/api/images/" + uploaded(TestPictures.png(10, 10)).path("id").asString();

        String tag = header(get(path), "ETag");
        HttpResponse<byte[]> again = get(path, "If-None-Match", "\"other\", W/" + tag);

        assertThat(tag).matches("\"[^\"]+\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void unknownIdsAreNotFoundAndOthersRefused() {
        assertProblem(get("/api/images/" + UUID.randomUUID()), 404, "", "");
        assertProblem(get("/api/images/" + UUID.randomUUID() + "/original"), 404, "", "");
        assertProblem(get("/api/images/not-a-uuid"), 400, "id", "uuid");
        assertProblem(get("/api/images/not-a-uuid/original"), 400, "id", "uuid");
    }

    @Test
    void originalsAreAttachmentsWithTheirName() {
        byte[] picture = TestPictures.png(30, 30);
        JsonNode image = uploaded(Multipart.of("C:\\Users\\me\\Été.exe", picture));

        HttpResponse<byte[]> original = get(image.path("originalUrl").asString());

        assertThat(original.body()).isEqualTo(picture);
        assertThat(header(original, "Content-Type")).isEqualTo("image/png");
        assertThat(header(original, "Content-Length")).isEqualTo(Integer.toString(picture.length));
        assertThat(header(original, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(original, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(original, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"_t_.png\"; filename*=UTF-8''%C3%89t%C3%A9.png");
    }

    @Test
    void aNameThatNoFileSystemTakesIsMended() {
        JsonNode image = uploaded(Multipart.of("../a\0b.png", TestPictures.png(30, 30)));

        HttpResponse<byte[]> original = get(image.path("originalUrl").asString());

        assertThat(header(original, "Content-Disposition")).isEqualTo("attachment; filename=\"a_b.png\"");
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-99, 0, 100", "bytes=10-10, 10, 11", "bytes=-5, -5, 0", "bytes=20-, 20, 0",
            "bytes=5-999999999, 5, 0"})
    void originalsAreSentInPart(String range, int from, int to) {
        byte[] picture = TestPictures.jpegWithPosition(200, 100);
        String path = uploaded(picture).path("originalUrl").asString();
        byte[] whole = get(path).body();
        int first = from < 0 ? whole.length + from : from;
        int end = to == 0 ? whole.length : to;

        HttpResponse<byte[]> part = get(path, "Range", range);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes " + first + "-" + (end - 1) + "/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, first, end));
    }

    @Test
    void rangesAreOnlyKeptWhileTheFileIsTheSame() {
        String path = uploaded(TestPictures.png(50, 50)).path("originalUrl").asString();
        String tag = header(get(path), "ETag");

        assertThat(get(path, "Range", "bytes=0-9", "If-Range", tag).statusCode()).isEqualTo(206);
        assertThat(get(path, "Range", "bytes=0-9", "If-Range", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(get(path, "Range", "bytes=0-9", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "lines=1-2", "bytes=x"})
    void otherRangesAreAnsweredWithTheWhole(String range) {
        byte[] picture = TestPictures.png(50, 50);
        String path = uploaded(picture).path("originalUrl").asString();

        HttpResponse<byte[]> response = get(path, "Range", range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(picture);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10000000-", "bytes=-0"})
    void rangesBeyondTheEndCannotBeSatisfied(String range) {
        byte[] picture = TestPictures.png(50, 50);
        String path = uploaded(picture).path("originalUrl").asString();

        HttpResponse<byte[]> response = get(path, "Range", range);

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */" + picture.length);
        assertThat(header(response, "Content-Disposition")).isEmpty();
    }

    @Test
    void whereAPictureWasTakenOnlyItsOwnerLearns() {
        byte[] picture = TestPictures.jpegWithPosition(300, 200);
        String path = uploaded(picture).path("originalUrl").asString();

        HttpResponse<byte[]> anyone = get(path);
        HttpResponse<byte[]> other = get(path, "Authorization", "Bearer " + tokenOf(username + "x"));
        HttpResponse<byte[]> owner = get(path, "Authorization", "Bearer " + tokenOf(username));

        assertThat(contains(picture, TestPictures.position())).isTrue();
        assertThat(contains(anyone.body(), TestPictures.position())).isFalse();
        assertThat(anyone.body()).hasSameSizeAs(picture);
        assertThat(other.body()).isEqualTo(anyone.body());
        assertThat(owner.body()).isEqualTo(picture);
        assertThat(header(owner, "ETag")).isNotEqualTo(header(anyone, "ETag"));
        assertThat(header(owner, "Cache-Control")).contains("private");
        assertThat(owner.headers().allValues("Vary").toString()).contains("Authorization");
        assertThat(anyone.headers().allValues("Vary").toString()).contains("Authorization");
        assertThat(get(path, "If-None-Match", header(owner, "ETag")).statusCode()).isEqualTo(200);
    }

    @Test
    void renditionsMayBeKeptForEver() {
        JsonNode rendition = uploaded(TestPictures.png(400, 300)).path("renditions").path(0);
        String path = rendition.path("url").asString();

        HttpResponse<byte[]> file = get(path);
        HttpResponse<byte[]> again = get(path, "If-None-Match", header(file, "ETag"));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Type")).isEqualTo("image/webp");
        assertThat(header(file, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.headers().map()).doesNotContainKey("set-cookie").doesNotContainKey("pragma");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(header(again, "Cache-Control")).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"320.jpg", "2048.webp", "321.webp", "320.gif", "320", "..%2f320.webp"})
    void renditionsThatAreNotThereAreNotFound(String file) {
        String id = uploaded(TestPictures.png(100, 100)).path("id").asString();

        HttpResponse<byte[]> response = get("/media/" + id + "/" + file);

        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(response, "Cache-Control")).doesNotContain("immutable");
    }

    @Test
    void headsAreThoseOfTheFiles() {
        JsonNode image = uploaded(TestPictures.png(400, 300));

        for (String path : new String[]{image.path("originalUrl").asString(),
                image.path("renditions").path(0).path("url").asString()}) {
            HttpResponse<byte[]> head = send(request(path).method("HEAD", BodyPublishers.noBody()));
            HttpResponse<byte[]> file = get(path);

            assertThat(head.statusCode()).isEqualTo(200);
            for (String name : new String[]{"Content-Length", "Content-Type", "ETag", "Cache-Control"}) {
                assertThat(header(head, name)).as(name).isEqualTo(header(file, name));
            }
        }
    }

    @Test
    void otherServicesReadAllImagesPageByPage() {
        String first = uploaded(TestPictures.png(10, 10)).path("id").asString();
        String second = uploaded(TestPictures.png(10, 10)).path("id").asString();
        String third = uploaded(TestPictures.png(10, 10)).path("id").asString();

        JsonNode page = JSON.readTree(get("/internal/images?limit=1&after=" + first).body());
        JsonNode last = JSON.readTree(get("/internal/images?after=" + second).body());

        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("items").path(0).path("id").asString()).isEqualTo(second);
        assertThat(page.path("items").path(0).path("createdAt").asString()).endsWith("Z");
        assertThat(page.path("nextAfter").asString()).isEqualTo(second);
        assertThat(last.path("items").path(0).path("id").asString()).isEqualTo(third);
        assertThat(last.path("nextAfter").isNull()).isTrue();
        assertThat(get("/internal/images?limit=1001").statusCode()).isEqualTo(400);
        assertThat(get("/internal/images?after=1").statusCode()).isEqualTo(400);
        assertThat(new String(get("/internal/images/counts?username=" + username).body(), UTF_8))
                .isEqualTo("{\"username\":\"" + username + "\",\"count\":3}");
    }

    private static boolean contains(byte[] file, byte[] wanted) {
        for (int i = 0; i + wanted.length <= file.length; i++) {
            if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
