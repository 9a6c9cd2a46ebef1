package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT, properties = {
        "portal.gateway.first-byte-timeout=1s", "portal.gateway.stall-timeout=1500ms"})
@Timeout(60)
class GatewayTest {

    private static final StubService USER = new StubService("user");
    private static final StubService IMAGE = new StubService("image");
    private static final StubService FEED = new StubService("feed");
    /// Its port is known and nobody listens there until a test begins to.
    private static final int SEARCH_PORT = freePort();
    private static final int MANAGEMENT_PORT = freePort();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("PORTAL_USER_SERVICE_URL", USER::url);
        registry.add("PORTAL_IMAGE_SERVICE_URL", IMAGE::url);
        registry.add("PORTAL_FEED_SERVICE_URL", FEED::url);
        registry.add("PORTAL_GATEWAY_PORT", GatewayTest::freePort);
        registry.add("PORTAL_GATEWAY_MANAGEMENT_PORT", () -> MANAGEMENT_PORT);
        registry.add("PORTAL_SEARCH_SERVICE_URL", () -> "http://127.0.0.1:" + SEARCH_PORT);
    }

    @ParameterizedTest
    @CsvSource({
            "GET,/api/users/ada/images?limit=3,feed",
            "GET,/api/users/ada,user",
            "POST,/api/users,user",
            "POST,/api/users/ada/confirmation,user",
            "PATCH,/api/users/me,user",
            "POST,/api/session,user",
            "POST,/api/session/refresh,user",
            "POST,/api/tokens,user",
            "POST,/api/images,image",
            "DELETE,/api/images/1,image",
            "GET,/api/images/1/original,image",
            "GET,/media/1/320.webp,image",
            "GET,/api/feed?cursor=a%2Bb,feed",
            "GET,/api/feed/live,feed",
            "GET,/api/tags,feed",
            "GET,/api/tags/b%C3%A4rgli/images,feed"})
    void sendsEachPathToItsService(String method, String path, String service) {
        HttpResponse<String> response = send(request(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Answered-By")).hasValue(service);
        assertThat(response.body()).startsWith(service + " " + method + " " + path + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/", "/api", "/api/", "/api/nothing", "/api/tokens/more", "/internal", "/internal/images/counts",
            "/actuator", "/actuator/health", "/actuator/gateway/routes", "/API/users/ada", "/error", "/mediax/1"})
    void hasNoOtherRoutes(String path) {
        assertProblem(send(request(path)), 404, "/problems/not-found", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/api/../internal/images/counts", "/api/users/../../internal/x", "/api/users/%2e%2e/%2e%2e/internal/x",
            "/api/users/.%2E/x", "/api/users/./x", "//internal/x", "/api//internal", "/api/users//x",
            "/api/users/a;b=c", "/api/users;/x", "/api/users/%3Bx", "/api/users/..%2finternal", "/api/users/a%2Fb",
            "/api/users/..%5cinternal", "/api/users/%252e%252e/internal", "/api/users/%00", "/api/users/a%0d%0ab",
            "/api/users/%ff", "/internal/../api/users/ada"})
    void refusesPathsThatCouldBeReadInTwoWays(String path) throws IOException {
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"/problems/malformed-path\"");
    }

    @Test
    void answersProblemsToWhatIsNoHttp() throws IOException {
        assertRawProblem("GET /api/{x} HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
        assertRawProblem("GET /api/users/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
        assertRawProblem("nonsense\r\n\r\n", 400);
        assertRawProblem("GET /api/feed?q=" + "a".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414);
        assertRawProblem("GET /api/feed HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "a".repeat(12_000) + "\r\n\r\n",
                431);
        assertRawProblem("POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                + "Content-Length: 6\r\n\r\nhello!", 400);
        assertRawProblem("POST /api/users HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                400);
        assertRawProblem("OPTIONS /api/users HTTP/1.1\r\nHost: localhost\r\nOrigin: http://elsewhere.example\r\n"
                + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n", 403);
    }

    @Test
    void tellsServicesOnlyWhatItSawItself() {
        String asked = send(request("/api/users/ada")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=203.0.113.9")
                .header("X-Real-IP", "203.0.113.9")
                .header("X-User", "admin")
                .header("X-Remote-User", "admin")
                .header("X-Original-URL", "/internal")
                .header("Proxy-Authorization", "Basic x")
                .header("TE", "trailers")
                .header("Authorization", "Bearer token")
                .header("Idempotency-Key", "key")
                .header("If-Match", "\"3\"")).body();

        assertThat(asked).contains("x-forwarded-for: [127.0.0.1]\n", "x-forwarded-proto: [http]\n",
                "x-forwarded-host: [localhost:" + port + "]\n", "authorization: [Bearer token]\n",
                "idempotency-key: [key]\n", "if-match: [\"3\"]\n")
                .doesNotContain("203.0.113.9", "evil", "gopher", "admin", "/internal", "proxy-authorization", "te: [");
    }

    @Test
    void passesAnswersUnchanged() {
        USER.on("/api/users/taken", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.getResponseHeaders().set("Connection", "X-Secret");
            exchange.getResponseHeaders().set("X-Secret", "hop by hop");
            StubService.answer(exchange, 429, "{\"type\":\"/problems/theirs\"}");
        });

        HttpResponse<String> response = send(request("/api/users/taken"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo("{\"type\":\"/problems/theirs\"}");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(response.headers().firstValue("X-Secret")).isEmpty();
    }

    @Test
    void streamsBodiesUpPieceByPiece() throws Exception {
        CountDownLatch firstPieceArrived = new CountDownLatch(1);
        IMAGE.on("/api/images/up", exchange -> {
            InputStream in = exchange.getRequestBody();
            int first = in.read();
            firstPieceArrived.countDown();
            StubService.answer(exchange, 201, (char) first + new String(in.readAllBytes(), US_ASCII));
        });
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(out);

        CompletableFuture<HttpResponse<String>> response = client.sendAsync(
                request("/api/images/up").POST(BodyPublishers.ofInputStream(() -> body)).build(),
                BodyHandlers.ofString());
        out.write("a".repeat(32 * 1024).getBytes(US_ASCII));
        out.flush();
        assertThat(firstPieceArrived.await(10, TimeUnit.SECONDS)).as("the first piece went through before the last")
                .isTrue();
        out.write('z');
        out.close();

        assertThat(response.get(10, TimeUnit.SECONDS).body()).hasSize(32 * 1024 + 1).endsWith("z");
    }

    @Test
    void streamsAnswersPieceByPiece() throws Exception {
        CountDownLatch firstPieceRead = new CountDownLatch(1);
        FEED.on("/api/feed/pieces", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: 1\n\n".getBytes(US_ASCII));
            exchange.getResponseBody().flush();
            await(firstPieceRead);
            exchange.getResponseBody().write("data: 2\n\n".getBytes(US_ASCII));
        });

        HttpResponse<InputStream> response = client.send(request("/api/feed/pieces").build(),
                BodyHandlers.ofInputStream());
        assertThat(response.body().readNBytes(9)).asString(UTF_8).isEqualTo("data: 1\n\n");
        firstPieceRead.countDown();

        assertThat(response.body().readAllBytes()).asString(UTF_8).isEqualTo("data: 2\n\n");
    }

    /// More than the test's whole heap, each way: a body held anywhere would end it.
    @Test
    void holdsNoBodies() throws Exception {
        long size = Runtime.getRuntime().maxMemory() + (64 << 20);
        AtomicLong received = new AtomicLong();
        IMAGE.on("/api/images/large", exchange -> {
            received.set(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
            exchange.sendResponseHeaders(200, size);
            zeros(size).transferTo(exchange.getResponseBody());
        });

        HttpResponse<InputStream> response = client.send(
                request("/api/images/large").POST(BodyPublishers.ofInputStream(() -> zeros(size))).build(),
                BodyHandlers.ofInputStream());

        assertThat(response.body().transferTo(OutputStream.nullOutputStream())).isEqualTo(size);
        assertThat(received).hasValue(size);
    }

    @Test
    void passesAnAnswerThatComesBeforeTheBodyWasRead() {
        IMAGE.on("/api/images/refused", exchange -> StubService.answer(exchange, 413, "too large"));

        HttpResponse<String> response = send(
                request("/api/images/refused").POST(BodyPublishers.ofByteArray(new byte[20 << 20])));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("too large");
    }

    @Test
    void saysWhenAServiceIsDownAndWhenItIsBack() {
        HttpResponse<String> down = send(request("/api/search?q=x"));
        assertProblem(down, 503, "/problems/unavailable", "/api/search");
        assertThat(down.headers().firstValue("Retry-After")).hasValue("5");

        try (StubService search = new StubService("search", SEARCH_PORT)) {
            assertThat(send(request("/api/search?q=x")).body()).startsWith("search GET /api/search?q=x\n");
        }
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        USER.on("/api/users/slow", exchange -> await(end));
        IMAGE.on("/api/images/slow", exchange -> await(end));
        try {
            HttpResponse<String> response = send(request("/api/users/slow"));
            assertProblem(response, 503, "/problems/unavailable", "/api/users/slow");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("5");

            assertProblem(send(request("/api/images/slow").POST(BodyPublishers.ofString("picture"))), 503,
                    "/problems/unavailable", "/api/images/slow");
        } finally {
            end.countDown();
        }
    }

    @Test
    void sendsAnUnsafeRequestOnce() {
        AtomicLong calls = new AtomicLong();
        USER.on("/api/users/once", exchange -> {
            calls.incrementAndGet();
            exchange.close();
        });

        assertProblem(send(request("/api/users/once").POST(BodyPublishers.ofString("x"))), 503,
                "/problems/unavailable", "/api/users/once");
        assertThat(calls).hasValue(1);
    }

    @Test
    void answersAProblemWhenOnlyTheHeadCame() {
        IMAGE.on("/media/1/broken.webp", exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=31536000, immutable");
            exchange.sendResponseHeaders(200, 1000);
        });

        HttpResponse<String> response = send(request("/media/1/broken.webp"));

        assertProblem(response, 503, "/problems/unavailable", "/media/1/broken.webp");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void breaksOffWhatItsServiceBreaksOff() {
        IMAGE.on("/media/1/half.webp", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[500_000]);
            exchange.getResponseBody().flush();
        });

        assertThatThrownBy(() -> client.send(request("/media/1/half.webp").build(), BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void doesNotWaitForeverForABody() throws IOException {
        String response = raw(
                "POST /api/images HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc");

        assertThat(response).startsWith("HTTP/1.1 408 ").contains("\"type\":\"/problems/request-timeout\"");
    }

    @Test
    void answersHeadWithoutABody() {
        HttpResponse<String> response = send(request("/nothing").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void tellsLoadBalancersWhetherItTakesTraffic() {
        HttpResponse<String> up = send(request("/healthz"));
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(json.readTree(up.body())).isEqualTo(json.readTree("{\"status\": \"up\"}"));

        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertProblem(send(request("/healthz")), 503, "/problems/unavailable", "/healthz");
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void keepsProbesAndMetricsOnItsManagementPort() {
        for (String path : new String[]{"liveness", "readiness"}) {
            assertThat(send(management("/actuator/health/" + path)).body()).contains("UP");
        }
        assertThat(send(management("/actuator/prometheus")).body()).contains("jvm_memory_used_bytes");
        assertThat(send(management("/api/users/ada")).statusCode()).isEqualTo(404);
    }

    private void assertProblem(HttpResponse<String> response, int status, String type, String instance) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json.readTree(response.body());
        assertThat(problem.path("type").asString()).isEqualTo(type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        assertThat(problem.path("instance").asString()).isEqualTo(instance);
        assertThat(problem.propertyNames()).containsExactlyInAnyOrder("type", "title", "status", "detail", "instance");
    }

    private void assertRawProblem(String request, int status) throws IOException {
        String response = raw(request);

        assertThat(response).startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"status\":" + status);
    }

    /// What comes back until the gateway closes the connection.
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpRequest.Builder management(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + MANAGEMENT_PORT + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InputStream zeros(long size) {
        return new InputStream() {

            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(length, left);
                left -= count;
                return count;
            }
        };
    }

    private static int freePort() {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
