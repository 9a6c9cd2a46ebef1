package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class UploadTest extends ImageServiceTest {

    @Test
    void answersWithTheWholeImage() {
        byte[] picture = TestPictures.jpeg(1600, 1000);

        HttpResponse<byte[]> response = upload(Multipart.of("Summer.JPG", picture)
                .text("caption", "A walk in the #Alps, #snow included #alps")
                .text("altText", "Mountains"));

        JsonNode image = JSON.readTree(response.body());
        String id = image.path("id").asString();
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(header(response, "Location")).isEqualTo("/api/images/" + id);
        assertThat(image.propertyNames()).containsExactly("id", "username", "displayName", "caption", "altText",
                "hashtags", "width", "height", "bytes", "contentType", "thumbHash", "createdAt", "version",
                "renditions", "originalUrl", "camera");
        assertThat(image.path("username").asString()).isEqualTo(username);
        assertThat(image.path("displayName").asString()).isEqualTo(username);
        assertThat(image.path("caption").asString()).isEqualTo("A walk in the #Alps, #snow included #alps");
        assertThat(image.path("altText").asString()).isEqualTo("Mountains");
        assertThat(image.path("hashtags").toString()).isEqualTo("[\"alps\",\"snow\"]");
        assertThat(image.path("width").asInt()).isEqualTo(1600);
        assertThat(image.path("height").asInt()).isEqualTo(1000);
        assertThat(image.path("bytes").asInt()).isEqualTo(picture.length);
        assertThat(image.path("contentType").asString()).isEqualTo("image/jpeg");
        assertThat(image.path("thumbHash").asString()).isBase64();
        assertThat(Instant.parse(image.path("createdAt").asString()))
                .isEqualTo(ImageIds.timeOf(id))
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
        assertThat(image.path("version").asInt()).isEqualTo(1);
        assertThat(image.path("originalUrl").asString()).isEqualTo("/api/images/" + id + "/original");
        assertThat(image.path("renditions")
                .valueStream()
                .map(r -> r.path("width").asInt() + "x"
                        + r.path("height").asInt()))
                .containsExactly("320x200", "640x400", "1280x800", "1600x1000");

        HttpResponse<byte[]> read = get("/api/images/" + id);
        assertThat(JSON.readTree(read.body())).isEqualTo(image);
    }

    @Test
    void everythingThatTheAnswerNamesCanBeFetched() {
        byte[] picture = TestPictures.png(700, 900);

        JsonNode image = uploaded(picture);

        assertThat(get(image.path("originalUrl").asString()).body()).isEqualTo(picture);
        assertThat(image.path("renditions")).hasSize(3).allSatisfy(rendition -> {
            HttpResponse<byte[]> file = get(rendition.path("url").asString());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "Content-Type")).isEqualTo(rendition.path("contentType").asString());
            assertThat(new String(file.body(), 0, 3, ISO_8859_1)).isEqualTo("\u00ff\u00d8\u00ff");
        });
    }

    static Stream<Arguments> acceptedFormats() {
        return Stream.of(
                Arguments.of("image/jpeg", TestPictures.jpeg(50, 40)),
                Arguments.of("image/png", TestPictures.png(50, 40)),
                Arguments.of("image/gif", TestPictures.gif(50, 40)));
    }

    @ParameterizedTest
    @MethodSource("acceptedFormats")
    void recognisesTheFormatByTheContent(String contentType, byte[] picture) {
        JsonNode image = uploaded(Multipart.of("picture.txt", picture));

        assertThat(image.path("contentType").asString()).isEqualTo(contentType);
        assertThat(image.path("renditions")).hasSize(1);
        assertThat(image.path("renditions").path(0).path("width").asInt()).isEqualTo(50);
    }

    @Test
    void takesThePartsInAnyOrderAndSkipsUnknownOnes() {
        JsonNode image = uploaded(new Multipart().text("altText", "alt")
                .text("csrf", "whatever")
                .text("caption", "over\r\ntwo lines")
                .file("a.png", TestPictures.png(10, 10)));

        assertThat(image.path("caption").asString()).isEqualTo("over\ntwo lines");
        assertThat(image.path("altText").asString()).isEqualTo("alt");
    }

    @Test
    void textsMayBeAsLongAsTheContractSays() {
        String caption = "🌲".repeat(2200);
        String altText = "é".repeat(1000);

        JsonNode image = uploaded(Multipart.of("a.png", TestPictures.png(10, 10))
                .text("caption", caption)
                .text("altText", altText));

        assertThat(image.path("caption").asString()).isEqualTo(caption);
        assertThat(image.path("altText").asString()).isEqualTo(altText);
    }

    @Test
    void publishesTheImageAsAnEvent() {
        JsonNode image = uploaded(Multipart.of("a.png", TestPictures.png(10, 10)).text("caption", "#one"));

        try (var topic = new TopicReader()) {
            List<ImageEvent> events = topic.await(1, event -> event.imageId().equals(image.path("id").asString()));
            assertThat(events).singleElement().isInstanceOfSatisfying(ImageUploaded.class, event -> {
                PublishedImage published = event.image();
                assertThat(published.version()).isEqualTo(1);
                assertThat(published.username()).isEqualTo(username);
                assertThat(published.hashtags()).containsExactly("one");
                assertThat(published.createdAt()).isEqualTo(Instant.parse(image.path("createdAt").asString()));
                assertThat(published.renditions()).hasSize(1);
                assertThat(published.originalUrl()).isEqualTo(image.path("originalUrl").asString());
            });
        }
    }

    @Test
    void aBurstOfLargePicturesIsAccepted() throws IOException, InterruptedException, ExecutionException {
        byte[] picture = TestPictures.largeJpeg(20_000_000);
        Multipart body = Multipart.of("large.jpg", picture);
        String token = tokenOf(username);

        List<Future<HttpResponse<byte[]>>> uploads = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] bytes = body.body();
            for (int i = 0; i < 20; i++) {
                uploads.add(clients.submit(() -> send(uploadRequest(token, body.contentType(), bytes))));
            }
        }

        for (Future<HttpResponse<byte[]>> upload : uploads) {
            assertThat(upload.get().statusCode()).isEqualTo(201);
        }
        String last = JSON.readTree(uploads.getLast().get().body()).path("id").asString();
        assertThat(storedObject(Paths.originalKey(last))).isEqualTo(picture);
        assertThat(spooledFiles()).isEmpty();
    }
}
