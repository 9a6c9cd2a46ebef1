package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.system.PortalClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/// Whatever is sent to whichever route: the portal answers in the form of its contract, never with a `5xx`, and stores
/// nothing of it. The seed is fixed so that a build tells something about the change it builds; another one is a good
/// thing to try by hand.
class FuzzIT {

    private static final String SEED = "20260503";
    private static final int TRIES = 250;

    private static final class Somebody {
        static final Person PERSON = SystemTest.newPerson();
    }

    private Optional<Stored> before = Optional.empty();

    @BeforeProperty
    void look() {
        before = Stored.now();
    }

    @AfterProperty
    void nothingWasStored() {
        assertThat(Stored.now()).isEqualTo(before);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void jsonBodies(@ForAll("writingRoutes") Contract route, @ForAll("json") String body,
            @ForAll("contentTypes") String contentType, @ForAll boolean signedIn) {
        assertContract(route.method(), path(route, "nobody"), body.getBytes(UTF_8), signedIn, "Content-Type",
                contentType);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void pathsAndQueries(@ForAll("routes") Contract route, @ForAll("text") String variable,
            @ForAll("parameters") Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(PortalClient.encoded(value)));
        assertContract(route.method(), path(route, variable) + query, null, false);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void multipartBodies(@ForAll("multipart") byte[] body, @ForAll("boundaries") String contentType) {
        assertContract("POST", "/api/images", body, true, "Content-Type", contentType);
    }

    @Property(seed = SEED, tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void headers(@ForAll("routes") Contract route, @ForAll("headerLines") Map<String, String> lines,
            @ForAll boolean signedIn) {
        String[] headers = lines.entrySet()
                .stream()
                .flatMap(line -> Stream.of(line.getKey(), line.getValue()))
                .toArray(String[]::new);
        boolean known = signedIn && !lines.containsKey("Authorization");
        assertContract(route.method(), path(route, "0198c0de-0000-7000-8000-ffffffffffff"), null, known, headers);
    }

    private static void assertContract(String method, String path, byte @Nullable [] body, boolean signedIn,
            String... headers) {
        String[] all = signedIn
                ? Stream.concat(Stream.of(headers),
                        Stream.of("Authorization", "Bearer " + Somebody.PERSON.accessToken())).toArray(String[]::new)
                : headers;
        Answer answer = SystemTest.client().send(method, path, body, all);

        assertThat(answer.status()).as("%s %s: %s", method, path, answer).isBetween(200, 499);
        if (answer.status() >= 400) {
            assertThat(answer.problem().status()).isEqualTo(answer.status());
        }
        if (path.startsWith("/api/images") && method.equals("POST")) {
            assertThat(answer.status()).as("an upload").isGreaterThanOrEqualTo(400);
        }
    }

    private static String path(Contract route, String variable) {
        return route.path().replaceAll("\\{[^}]*}", PortalClient.encoded(variable).replace("$", "\\$"));
    }

    @Provide
    Arbitrary<Contract> routes() {
        return Arbitraries.of(Contract.ROUTES);
    }

    @Provide
    Arbitrary<Contract> writingRoutes() {
        return Arbitraries.of(Contract.ROUTES.stream().filter(route -> !route.method().equals("GET")).toList());
    }

    /// Of all of Unicode, with what is known for trouble more often; at least a character, as routes have no empty parts.
    @Provide
    Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().excludeChars('\uD800', '\uDFFF').ofMinLength(1).ofMaxLength(60),
                Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(400),
                Arbitraries.of("..", ".", "me", "%", "%00", "\0", "'", "\"; DROP TABLE images; --", "{}", "-1", "0",
                        "999999999999999999999", "1e9", "null", "#", "@", "\"", "-", "-a", "#a -#a", "\uFEFF", "\u202E",
                        "a".repeat(1900), "<script>", "${jndi:x}", "../../etc/passwd", "a\r\nSet-Cookie: b=c"));
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        return Arbitraries.maps(
                Arbitraries.of("q", "limit", "cursor", "sort", "usernames", "lastEventId", "x"), text()).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just("application/json")),
                Tuple.of(1, Arbitraries.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                        "application/json; charset=utf-16", "application/xml", "*/*", "nonsense", "a/b; c")));
    }

    /// Values under the names that the routes know, and bodies that are no JSON.
    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> document = Arbitraries.maps(
                Arbitraries.of("username", "email", "password", "displayName", "bio", "code", "newPassword",
                        "currentPassword", "refreshToken", "caption", "altText", "x"),
                value(3))
                .ofMaxSize(6)
                .map(FuzzIT::object);
        return Arbitraries.frequencyOf(Tuple.of(6, document), Tuple.of(2, value(3)),
                Tuple.of(1, document.map(whole -> whole.substring(0, whole.length() / 2))),
                Tuple.of(1, Arbitraries.of("", "[".repeat(3000), "{\"a\":".repeat(2000), "{\"username\":\"\\ud800\"}",
                        "\"" + "a".repeat(70_000) + "\"", "1e999999999", "{\"caption\": 1e999999999}", "\0", "{}{}",
                        "{\"bio\":\"\\u0000\"}", "{\"caption\":null,\"caption\":3}")));
    }

    private Arbitrary<String> value(int depth) {
        Arbitrary<String> simple = Arbitraries.oneOf(Arbitraries.of("null", "true", "false", "0", "-1", "1e400", "0.1"),
                Arbitraries.integers().map(String::valueOf), text().map(FuzzIT::quoted));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> value(depth - 1));
        return Arbitraries.frequencyOf(Tuple.of(6, simple),
                Tuple.of(1, inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]")),
                Tuple.of(1, Arbitraries.maps(text(), inner).ofMaxSize(3).map(FuzzIT::object)));
    }

    private static String object(Map<String, String> fields) {
        List<String> written = fields.entrySet()
                .stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .toList();
        return "{" + String.join(",", written) + "}";
    }

    private static String quoted(String text) {
        return new String(PortalClient.json(text), UTF_8);
    }

    /// Parts under right and wrong names, whole and cut, with headers that no browser sends.
    @Provide
    Arbitrary<byte[]> multipart() {
        Arbitrary<String> heads = Arbitraries.of("name=\"file\"; filename=\"a.jpg\"", "name=\"file\"",
                "name=\"caption\"", "name=\"altText\"", "name=\"\"", "name=file; filename*=UTF-8''%ff",
                "filename=\"a\"",
                "name=\"file\"; filename=\"../../a\0.jpg\"", "name=\"caption\"\r\nContent-Transfer-Encoding: base64",
                "x".repeat(5000), "");
        Arbitrary<byte[]> contents = Arbitraries.oneOf(Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                text().map(text -> text.getBytes(UTF_8)),
                Arbitraries.of(Pictures.truncated(Pictures.jpeg(60, 40)), Pictures.polyglotGif(),
                        Pictures.pngClaiming(65_000, 65_000), new byte[0]));
        Arbitrary<String> part = heads.flatMap(head -> contents
                .map(content -> "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n"
                        + new String(content, ISO_8859_1) + "\r\n"));
        return part.list()
                .ofMaxSize(5)
                .flatMap(parts -> Arbitraries.of("--b--\r\n", "", "--b", "--b--b--\r\n", "\r\n\r\n")
                        .map(end -> (String.join("", parts) + end).getBytes(ISO_8859_1)));
    }

    @Provide
    Arbitrary<String> boundaries() {
        return Arbitraries.frequencyOf(Tuple.of(8, Arbitraries.just("multipart/form-data; boundary=b")),
                Tuple.of(1, Arbitraries.of("multipart/form-data", "multipart/form-data; boundary=",
                        "multipart/form-data; boundary=\"", "multipart/mixed; boundary=b",
                        "multipart/form-data; boundary=" + "b".repeat(500))));
    }

    @Provide
    Arbitrary<Map<String, String>> headerLines() {
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(200).map(String::strip),
                Arbitraries.strings().withCharRange('\u00a1', '\u00ff').ofMaxLength(50),
                Arbitraries.of("*", "\"", "W/\"\"", "bytes=-1", "bytes=5-1", "bytes=0-0,2-3",
                        "bytes=9999999999999999999-",
                        "Bearer", "Bearer a.b.c", "Basic YTpi", "portal_access=a; portal_access=b", "portal_access=\"",
                        "gzip", "chunked, gzip", "text/html;q=2", "-1", "a,b,,;", "2026-02-31", "::1, 10.0.0.1",
                        "a".repeat(4000)));
        return Arbitraries.maps(Arbitraries.of("Authorization", "Cookie", "If-Match", "If-None-Match",
                "If-Modified-Since", "Range", "If-Range", "Idempotency-Key", "Accept", "Accept-Encoding",
                "Accept-Language", "Content-Type", "Content-Encoding", "Origin", "Sec-Fetch-Site", "Last-Event-ID",
                "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Request-Id", "traceparent", "baggage",
                "X-HTTP-Method-Override", "Referer", "User-Agent"), values).ofMaxSize(6);
    }
}
