package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each bad upload gets its own status and stores nothing: no row, no object, no event.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadUploadIT extends SystemTest {

    private static final int MEGABYTE = 1 << 20;

    private final String token = newPerson().accessToken();
    private Optional<Stored> before = Stored.now();

    @BeforeEach
    void remember() {
        before = Stored.now();
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(Stored.now()).isEqualTo(before);
    }

    static Stream<Arguments> badUploads() {
        byte[] picture = Pictures.jpeg(60, 40);
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>alert(1)</script></svg>";
        String hashtags = IntStream.rangeClosed(1, 31).mapToObj(i -> "#tag" + i).collect(Collectors.joining(" "));
        return Stream.of(
                Arguments.of("an empty file", 400, "file", Form.of(new byte[0])),
                Arguments.of("text named .jpg", 415, "file", new Form().file("text.jpg", "words".getBytes(UTF_8))),
                Arguments.of("half a JPEG", 422, "file", Form.of(Pictures.truncated(Pictures.jpeg(800, 600)))),
                Arguments.of("a PNG with a false size", 422, "file", Form.of(Pictures.pngClaiming(3000, 2000))),
                Arguments.of("a bomb", 422, "file", Form.of(Pictures.bomb(20_000, 20_000))),
                Arguments.of("51 MB", 413, "file", Form.of(new byte[51 * MEGABYTE])),
                Arguments.of("an SVG", 415, "file", new Form().file("image.svg", svg.getBytes(UTF_8))),
                Arguments.of("a script that begins as a GIF", 422, "file", Form.of(Pictures.polyglotGif())),
                Arguments.of("no file", 400, "file", new Form().caption("only words")),
                Arguments.of("2,201 characters", 400, "caption", Form.of(picture).caption("é".repeat(2201))),
                Arguments.of("1,001 characters", 400, "altText", Form.of(picture).altText("é".repeat(1001))),
                Arguments.of("31 hashtags", 400, "caption", Form.of(picture).caption(hashtags)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badUploads")
    void isRefusedByName(String what, int status, String field, Form form) {
        Answer answer = client().upload(token, form);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem().fields()).containsExactly(field);
        assertThat(answer.problem().detail()).isNotBlank();
    }

    @Test
    void aBodyWithoutItsEndIsRefused() {
        Form form = Form.of(Pictures.jpeg(60, 40)).caption("cut off");

        assertThat(post(form.contentType(), form.bodyWithoutEnd()).status()).isEqualTo(400);
    }

    @Test
    void aBodyOfAnotherBoundaryIsRefused() {
        assertThat(post("multipart/form-data; boundary=other", Form.of(Pictures.jpeg(60, 40)).body()).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "image/jpeg", "text/plain"})
    void aBodyThatIsNoFormIsRefused(String contentType) {
        assertThat(post(contentType, Pictures.jpeg(60, 40)).status()).isEqualTo(415);
    }

    private Answer post(String contentType, byte[] body) {
        return client().send("POST", "/api/images", body, "Content-Type", contentType, "Authorization",
                "Bearer " + token);
    }
}
