package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The web client's files and pages, as a browser and as a program that previews links see them.
class WebClientTest extends GatewayFixture {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

    @ParameterizedTest
    @ValueSource(strings = {
            "/", "/upload", "/search?q=fog", "/t/b%C3%A4rgli", "/settings", "/login?next=/upload", "/signup", "/forgot",
            "/@ada"})
    void answersItsOwnAddressesWithItsPage(String path) {
        HttpResponse<String> page = send(request(path));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(page.body()).contains("<div id=\"root\">").doesNotContain("<script>", "<style");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/ada", "/upload/more", "/i", "/i/1/2", "/@ada/x", "/assets/index.js",
            "/assets", "/index.html", "/.vite/manifest.json", "/web/index.html", "/index.html.br", "/theme.js.gz"})
    void answersNothingElse(String path) {
        assertProblem(send(request(path)), 404, "/problems/not-found", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/ada", "/i/1/2", "/index.html", "/assets/gone.js"})
    void tellsPeopleWhereNothingIs(String path) {
        HttpResponse<String> page = send(request(path).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("script-src 'self'");
        assertThat(page.body()).contains("<div id=\"root\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/api"})
    void tellsProgramsWhereNothingIsWhateverTheyAccept(String path) {
        assertProblem(send(request(path).header("Accept", "text/html")), 404, "/problems/not-found", path);
    }

    @Test
    void letsBrowsersKeepItsFilesForEver() {
        HttpResponse<String> file = send(request(script()));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=utf-8");
        assertThat(file.headers().firstValue("Cache-Control")).hasValueSatisfying(
                value -> assertThat(value).contains("max-age=31536000", "public", "immutable"));
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(send(request("/theme.js")).headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "gzip, deflate, br, zstd|br", "GZIP|gzip", "br;q=0, gzip;q=0.5|gzip", "br;q=0.0,gzip;q=0|", "identity|",
            "brotli|"})
    void sendsTheSmallestCopyThatIsUnderstood(String accepted, String coding) throws Exception {
        HttpResponse<byte[]> file = client.send(request(script()).header("Accept-Encoding", accepted).build(),
                BodyHandlers.ofByteArray());

        assertThat(file.headers().firstValue("Content-Encoding").orElse(null)).isEqualTo(coding);
        assertThat(file.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(file.body().length);
        String plain = send(request(script())).body();
        if (coding == null) {
            assertThat(file.body()).isEqualTo(plain.getBytes(UTF_8));
        } else {
            assertThat(file.body().length).isLessThan(plain.length() / 2);
        }
        if ("gzip".equals(coding)) {
            assertThat(unzip(file.body())).isEqualTo(plain);
        }
    }

    @Test
    void sendsNothingThatIsThereAlready() {
        HttpResponse<String> page = send(request("/"));
        String eTag = page.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = send(request("/search?q=x").header("If-None-Match", eTag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(send(request("/").header("If-None-Match", eTag).header("Accept-Encoding", "br")).statusCode())
                .as("another copy")
                .isEqualTo(200);
    }

    @Test
    void answersHeadsWithoutBodies() {
        HttpResponse<String> head = send(request("/").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(send(request("/")).body().length());
        assertThat(send(request("/").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(404);
    }

    @Test
    void showsProgramsWhatAPictureIs() {
        String id = UUID.randomUUID().toString();
        image(id, 200, """
                {"id": "%s", "displayName": "Ada <3", "caption": "Fog & \\"dew\\"\\n#alps $1", "altText": "</title>",
                 "version": 7, "renditions": [
                  {"url": "/media/x/640.webp", "width": 640, "height": 400, "contentType": "image/webp"},
                  {"url": "/media/x/1280.webp", "width": 1280, "height": 800, "contentType": "image/webp"},
                  {"url": "/media/x/2048.webp", "width": 2048, "height": 1280, "contentType": "image/webp"}]}
                """.formatted(id));

        // on a busy machine the service's answer may come too late for the first ones
        HttpResponse<String> page = await().atMost(30, SECONDS)
                .until(() -> send(request("/i/" + id)), answer -> answer.body().contains("og:title"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        String origin = "http://localhost:" + port;
        assertThat(page.body()).contains(
                "<title>Fog &amp; &quot;dew&quot; #alps $1 · Image Portal</title>",
                "<meta property=\"og:title\" content=\"Fog &amp; &quot;dew&quot; #alps $1\" />",
                "<meta property=\"og:description\" content=\"By Ada &lt;3. Fog &amp; &quot;dew&quot; #alps $1\" />",
                "<meta property=\"og:url\" content=\"" + origin + "/i/" + id + "\" />",
                "<meta property=\"og:image\" content=\"" + origin + "/media/x/1280.webp\" />",
                "<meta property=\"og:image:width\" content=\"1280\" />",
                "<meta property=\"og:image:alt\" content=\"&lt;/title&gt;\" />",
                "<meta name=\"twitter:card\" content=\"summary_large_image\" />",
                "<div id=\"root\">");
        assertThat(page.body().split("name=\"description\"", -1)).hasSize(2);
        String eTag = page.headers().firstValue("ETag").orElseThrow();
        await().atMost(30, SECONDS)
                .until(() -> send(request("/i/" + id).header("If-None-Match", eTag)).statusCode() == 304);
    }

    @Test
    void tellsProgramsThatAPictureIsGone() {
        String id = UUID.randomUUID().toString();
        image(id, 404, "{}");

        for (String path : new String[]{"/i/" + id, "/i/nonsense"}) {
            HttpResponse<String> page = await().atMost(30, SECONDS)
                    .until(() -> send(request(path)), answer -> answer.statusCode() == 404);
            assertThat(page.body()).contains("<div id=\"root\">");
        }
    }

    @ParameterizedTest
    @CsvSource({"503,{}", "200,nonsense", "200,{}"})
    void needsNoServiceForThePageItself(int status, String answer) {
        String id = UUID.randomUUID().toString();
        image(id, status, answer);

        HttpResponse<String> page = send(request("/i/" + id));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo(send(request("/")).body());
    }

    @Test
    void doesNotWaitLongForAService() {
        String id = UUID.randomUUID().toString();
        CountDownLatch released = new CountDownLatch(1);
        IMAGE.on("/api/images/" + id, exchange -> {
            waitFor(released);
            StubService.answer(exchange, 200, "{}");
        });
        try {
            assertThat(send(request("/i/" + id)).body()).isEqualTo(send(request("/")).body());
        } finally {
            released.countDown();
        }
    }

    private void image(String id, int status, String json) {
        IMAGE.on("/api/images/" + id, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            StubService.answer(exchange, status, json);
        });
    }

    private String script() {
        Matcher script = SCRIPT.matcher(send(request("/")).body());
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    private static String unzip(byte[] content) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
