package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One gateway for all tests that need no settings of their own, before services that are stubs.
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT, properties = {
        "portal.gateway.first-byte-timeout=3s", "portal.gateway.stall-timeout=1500ms",
        "portal.gateway.max-upload=4GB", "PORTAL_RATE_LIMITS=off"})
@Timeout(60)
abstract class GatewayFixture {

    static final StubService USER = new StubService("user");
    static final StubService IMAGE = new StubService("image");
    static final StubService FEED = new StubService("feed");
    /// Its port is known and nobody listens there until a test begins to.
    static final int SEARCH_PORT = freePort();

    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("PORTAL_USER_SERVICE_URL", USER::url);
        registry.add("PORTAL_IMAGE_SERVICE_URL", IMAGE::url);
        registry.add("PORTAL_FEED_SERVICE_URL", FEED::url);
        registry.add("PORTAL_SEARCH_SERVICE_URL", () -> "http://127.0.0.1:" + SEARCH_PORT);
        int port = freePort();
        int managementPort = freePort();
        registry.add("PORTAL_GATEWAY_PORT", () -> port);
        registry.add("PORTAL_GATEWAY_MANAGEMENT_PORT", () -> managementPort);
    }

    @BeforeEach
    void forget() {
        Stream.of(USER, IMAGE, FEED).forEach(StubService::forget);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30));
    }

    HttpRequest.Builder management(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// What comes back until the gateway closes the connection.
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    void assertProblem(HttpResponse<String> response, int status, String type, String instance) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json.readTree(response.body());
        assertThat(problem.path("type").asString()).isEqualTo(type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        assertThat(problem.path("instance").asString()).isEqualTo(instance);
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "instance")
                .isSubsetOf("type", "title", "status", "detail", "instance", "errors");
    }

    void assertRawProblem(String request, int status) throws IOException {
        String response = raw(request);

        assertThat(response).startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"status\":" + status);
        assertThat(response.toLowerCase(Locale.ROOT)).contains("x-content-type-options: nosniff", "x-request-id: ");
    }

    static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Below the ports that systems give to connections and to servers without one of their own: nobody else's stub, and
    /// no connection, takes it before it is needed.
    static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one then
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("found no free port");
    }
}
