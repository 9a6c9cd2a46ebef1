package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imageportal.image.MultipartStream.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartStreamTest {

    private static final String BOUNDARY = "----limit7MA4";
    private static final String FILE = "Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"";

    private record Read(@Nullable String name, @Nullable String fileName, byte[] content) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 4096, 1 << 20})
    void findsPartsHoweverTheBytesCome(int atOnce) throws IOException {
        byte[] picture = new byte[200_000];
        new Random(atOnce).nextBytes(picture);

        List<Read> parts = read(body(part(FILE, picture), part("Content-Disposition: form-data; name=caption",
                "Snø".getBytes(UTF_8)), part("content-disposition: form-data; name=\"empty\"", new byte[0])), atOnce);

        assertThat(parts).extracting(Read::name).containsExactly("file", "caption", "empty");
        assertThat(parts.getFirst().fileName()).isEqualTo("a.jpg");
        assertThat(parts.getFirst().content()).isEqualTo(picture);
        assertThat(parts.get(1).content()).asString(UTF_8).isEqualTo("Snø");
        assertThat(parts.getLast().content()).isEmpty();
    }

    /// Beginnings of the delimiter, again and again, at every place of the buffer.
    @Test
    void keepsContentThatLooksLikeTheDelimiter() throws IOException {
        Random random = new Random(1);
        String delimiter = "\r\n--" + BOUNDARY;
        for (int round = 0; round < 300; round++) {
            StringBuilder content = new StringBuilder("x".repeat(random.nextInt(3) == 0 ? 65_400 : 0));
            for (int i = 0; i < 40; i++) {
                content.append(delimiter, 0, random.nextInt(delimiter.length()));
            }
            byte[] expected = content.toString().getBytes(ISO_8859_1);

            List<Read> parts = read(body(part(FILE, expected), part(FILE, expected)), 1 + random.nextInt(100_000));

            assertThat(parts).hasSize(2).allSatisfy(part -> assertThat(part.content()).isEqualTo(expected));
        }
    }

    @Test
    void skipsWhatNobodyReads() throws IOException {
        MultipartStream parts = stream(body(part(FILE, new byte[300_000]), part("X: y", new byte[5]),
                part(FILE, "second".getBytes(UTF_8))), 1000);

        parts.next();
        parts.next();
        MultipartStream.Part last = Objects.requireNonNull(parts.next());

        assertThat(last.content().readAllBytes()).asString(UTF_8).isEqualTo("second");
        assertThat(parts.next()).isNull();
        assertThat(parts.next()).isNull();
    }

    @Test
    void takesTextBeforeTheFirstBoundaryAndBehindTheLast() throws IOException {
        byte[] body = concat("for old mail readers\r\n".getBytes(UTF_8), body(part(FILE, new byte[]{1, 2})),
                "more".getBytes(UTF_8));

        assertThat(read(body, 10)).singleElement().satisfies(part -> assertThat(part.content()).containsExactly(1, 2));
    }

    @Test
    void takesFoldedAndMissingHeaders() throws IOException {
        List<Read> parts = read(
                body(part("Content-Type: image/jpeg\r\nContent-Disposition: form-data;\r\n\tname=\"file\"",
                        new byte[]{1}),
                        concat(("--" + BOUNDARY + "\r\n\r\n").getBytes(UTF_8), new byte[]{2},
                                "\r\n".getBytes(UTF_8))),
                3);

        assertThat(parts).extracting(Read::name).containsExactly("file", null);
        assertThat(parts.getLast().content()).containsExactly(2);
    }

    @Test
    void readsNamesInAllWaysThatClientsWriteThem() throws IOException {
        List<Read> parts = read(body(
                part("Content-Disposition: form-data; name=\"file\"; filename=\"Überblick \uD83C\uDF04.jpg\"",
                        new byte[0]),
                part("Content-Disposition: form-data; name=\"file\"; filename=\"a\\\"b;c.jpg\"", new byte[0]),
                part("Content-Disposition: form-data; name=file; filename*=UTF-8''%C3%9Cber.jpg", new byte[0])), 64);

        assertThat(parts).extracting(Read::fileName)
                .containsExactly("Überblick \uD83C\uDF04.jpg", "a\"b;c.jpg", "Über.jpg");
    }

    @Test
    void failsWhereverTheBodyIsCutOff() throws IOException {
        byte[] body = body(part(FILE, "picture".getBytes(UTF_8)), part("Content-Disposition: form-data; name=caption",
                "text".getBytes(UTF_8)));
        for (int length = 0; length < body.length - 2; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(body, 0, cut, 0, length);

            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(cut, 5));
        }
    }

    @Test
    void refusesHeadersWithoutEnd() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> read(body(part("X: " + "a".repeat(5000), new byte[1])), 1 << 20))
                .withMessageContaining("longer than 4096 bytes");
    }

    @Test
    void refusesABoundaryThatGoesOn() {
        byte[] body = ("--" + BOUNDARY + "5\r\n\r\nx\r\n--" + BOUNDARY + "--").getBytes(UTF_8);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read(body, 100));
    }

    @Test
    void refusesBodiesLongerThanAllowed() {
        byte[] body = body(part(FILE, new byte[150_000]));

        assertThatExceptionOfType(MultipartStream.TooLongException.class).isThrownBy(
                () -> readAll(new MultipartStream(new ByteArrayInputStream(body), BOUNDARY, body.length - 1)));
    }

    private static List<Read> read(byte[] body, int atOnce) throws IOException {
        return readAll(stream(body, atOnce));
    }

    private static MultipartStream stream(byte[] body, int atOnce) {
        InputStream slow = new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        };
        return new MultipartStream(slow, BOUNDARY, Long.MAX_VALUE);
    }

    private static List<Read> readAll(MultipartStream stream) throws IOException {
        List<Read> parts = new ArrayList<>();
        for (MultipartStream.Part part = stream.next(); part != null; part = stream.next()) {
            parts.add(new Read(part.name(), part.fileName(), part.content().readAllBytes()));
        }
        return parts;
    }

    private static byte[] body(byte[]... parts) {
        return concat(concat(parts), ("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    }

    private static byte[] part(String headers, byte[] content) {
        return concat(("--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n").getBytes(UTF_8), content,
                "\r\n".getBytes(UTF_8));
    }

    private static byte[] concat(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
