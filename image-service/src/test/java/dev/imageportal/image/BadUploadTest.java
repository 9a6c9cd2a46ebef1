package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What must be refused, and leave nothing behind: no record, no object, no event, no file.
class BadUploadTest extends ImageServiceTest {

    private static final byte[] PICTURE = TestPictures.png(20, 20);

    private long recordsBefore;
    private List<String> keysBefore = List.of();
    private TopicReader topic = new TopicReader();
    private long eventsBefore;

    @BeforeEach
    void remember() {
        recordsBefore = records();
        keysBefore = storedKeys();
        eventsBefore = topic.size();
    }

    @AfterEach
    void nothingWasStored() throws IOException {
        assertThat(records()).isEqualTo(recordsBefore);
        assertThat(storedKeys()).isEqualTo(keysBefore);
        assertThat(waitingEvents()).isZero();
        assertThat(topic.size()).isEqualTo(eventsBefore);
        assertThat(spooledFiles()).isEmpty();
        topic.close();
    }

    static Stream<Arguments> badForms() {
        String manyHashtags = IntStream.rangeClosed(1, 31).mapToObj(i -> "#tag" + i).collect(Collectors.joining(" "));
        return Stream.of(
                Arguments.of("no file", new Multipart().text("caption", "hello"), "file", "required"),
                Arguments.of("no part", new Multipart(), "file", "required"),
                Arguments.of("an empty file", Multipart.of("a.png", new byte[0]), "file", "notEmpty"),
                Arguments.of("two files", Multipart.of("a.png", PICTURE).file("b.png", PICTURE), "file", "once"),
                Arguments.of("two captions", Multipart.of("a.png", PICTURE).text("caption", "a").text("caption", "b"),
                        "caption", "once"),
                Arguments.of("a long caption", Multipart.of("a.png", PICTURE).text("caption", "é".repeat(2201)),
                        "caption", "maxLength"),
                Arguments.of("a huge caption", Multipart.of("a.png", PICTURE).text("caption", "é".repeat(30_000)),
                        "caption", "maxLength"),
                Arguments.of("a long altText", Multipart.of("a.png", PICTURE).text("altText", "a".repeat(1001)),
                        "altText", "maxLength"),
                Arguments.of("31 hashtags", Multipart.of("a.png", PICTURE).text("caption", manyHashtags),
                        "caption", "maxHashtags"),
                Arguments.of("a control character", Multipart.of("a.png", PICTURE).text("caption", "a\u0000b"),
                        "caption", "noControlCharacters"),
                Arguments.of("no UTF-8", Multipart.of("a.png", PICTURE)
                        .part("Content-Disposition: form-data; name=\"altText\"", new byte[]{'a', (byte) 0xff}),
                        "altText", "utf8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badForms")
    void refusesForms(String what, Multipart form, String field, String rule) {
        assertProblem(upload(form), 400, field, rule);
    }

    static Stream<Arguments> badFiles() {
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
        return Stream.of(
                Arguments.of("text named .jpg", "text.jpg", "only words".getBytes(UTF_8), 415, "format"),
                Arguments.of("an SVG", "picture.svg", svg.getBytes(UTF_8), 415, "format"),
                Arguments.of("half a JPEG", "half.jpg", TestPictures.half(TestPictures.jpeg(400, 300)), 422,
                        "decodable"),
                Arguments.of("a header with another size", "a.png", TestPictures.pngClaiming(4000, 3000), 422,
                        "decodable"),
                Arguments.of("a header with a huge size", "a.png", TestPictures.pngClaiming(60_000, 60_000), 422,
                        "maxPixels"),
                Arguments.of("a bomb", "bomb.png", TestPictures.bomb(20_000, 20_000), 422, "maxPixels"),
                Arguments.of("a script", "script.gif", TestPictures.gifOfJavaScript(), 422, "decodable"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void refusesFiles(String what, String name, byte[] file, int status, String rule) {
        assertProblem(upload(Multipart.of(name, file)), status, "file", rule);
    }

    @Test
    void refusesFilesThatAreTooLarge() {
        Multipart form = Multipart.of("large.jpg", new byte[51 * 1024 * 1024]);

        assertProblem(upload(form), 413, "file", "maxSize");
    }

    @Test
    void refusesFilesThatAreTooLargeEvenWhenTheirLengthIsNotSaid() {
        Multipart form = Multipart.of("large.jpg", new byte[51 * 1024 * 1024]);
        byte[] body = form.body();

        HttpResponse<byte[]> response = send(uploadRequest(tokenOf(username), form.contentType(), body)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertProblem(response, 413, "file", "maxSize");
    }

    @Test
    void refusesAnythingButMultipart() {
        String token = tokenOf(username);

        assertThat(send(uploadRequest(token, "application/json", "{}".getBytes(UTF_8))).statusCode()).isEqualTo(415);
        assertThat(send(uploadRequest(token, "image/png", PICTURE)).statusCode()).isEqualTo(415);
        assertThat(send(uploadRequest(token, "multipart/mixed; boundary=b", PICTURE)).statusCode()).isEqualTo(415);
        assertThat(send(request("/api/images").header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody())).statusCode()).isEqualTo(415);
    }

    @Test
    void refusesABodyWithoutItsEnd() {
        Multipart form = Multipart.of("a.png", PICTURE).text("caption", "never ended");

        HttpResponse<byte[]> response = send(uploadRequest(tokenOf(username), form.contentType(), form.unfinished()));

        assertProblem(response, 400, "", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=other",
            "multipart/form-data; boundary="})
    void refusesABodyWithoutItsBoundary(String contentType) {
        byte[] body = Multipart.of("a.png", PICTURE).body();

        assertThat(send(uploadRequest(tokenOf(username), contentType, body)).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesPartsWithEndlessHeaders() {
        Multipart form = new Multipart().part("Content-Disposition: form-data; name=\"file\"; filename=\""
                + "a".repeat(10_000) + "\"", PICTURE);

        assertProblem(upload(form), 400, "", "");
    }

    @Test
    void refusesTooManyParts() {
        Multipart form = Multipart.of("a.png", PICTURE);
        for (int i = 0; i < 20; i++) {
            form.text("other" + i, "");
        }

        assertProblem(upload(form), 400, "", "");
    }

    @Test
    void asksForATokenBeforeAnythingElse() {
        Multipart form = Multipart.of("a.png", PICTURE);

        HttpResponse<byte[]> nobody = send(request("/api/images").header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.body())));
        HttpResponse<byte[]> forged = send(uploadRequest("not.a.token", form.contentType(), form.body()));

        assertProblem(nobody, 401, "", "");
        assertProblem(forged, 401, "", "");
    }
}
