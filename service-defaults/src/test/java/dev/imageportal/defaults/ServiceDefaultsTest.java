package dev.imageportal.defaults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.config.import=classpath:service-defaults.yaml", "spring.application.name=sample"})
@ExtendWith(OutputCaptureExtension.class)
class ServiceDefaultsTest {

    private static final TokenIssuer ISSUER = new TokenIssuer();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("PORTAL_TOKEN_ISSUER", ISSUER::issuer);
        registry.add("PORTAL_TOKEN_JWKS_URI", ISSUER::jwksUri);
        registry.add("PORTAL_TOKEN_CLIENT_ID", () -> TokenIssuer.CLIENT);
    }

    @AfterAll
    static void close() {
        ISSUER.close();
        HTTP.close();
    }

    @Test
    void takesAnAccessTokenOfThePool() throws Exception {
        HttpResponse<String> response = deleteOwn(ISSUER.token(UnaryOperator.identity()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("username").asString()).isEqualTo("ada");
    }

    @Test
    void refusesEveryOtherToken() throws Exception {
        assertRefused(ISSUER.forged());
        assertRefused(ISSUER.signedByUnknownKey());
        assertRefused(ISSUER.unsigned());
        assertRefused(ISSUER.token(claims -> claims.issuer("http://127.0.0.1/other")));
        assertRefused(ISSUER.token(claims -> claims.claim("token_use", "id")));
        assertRefused(ISSUER.token(claims -> claims.claim("client_id", "another-app")));
        assertRefused(ISSUER.token(claims -> claims.claim("username", null)));
        assertRefused(ISSUER.token(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60)))));
        assertRefused(ISSUER.token(claims -> claims.expirationTime(null)));
        assertRefused("not.a.token");
    }

    @Test
    void describesItsPartOfTheApi() throws Exception {
        JsonNode api = json(send(request("/internal/openapi.json").GET()));

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.path("paths").propertyNames()).containsExactly("/api/mine");
        JsonNode operation = api.path("paths").path("/api/mine").path("get");
        assertThat(operation.path("parameters").isMissingNode()).isTrue();
        assertThat(operation.path("security")).hasSize(2);
        assertThat(operation.at("/responses/200/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Greeting");
        assertThat(operation.at("/responses/default/content/application~1problem+json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api.at("/components/schemas/Problem/properties").propertyNames())
                .contains("type", "title", "status", "detail", "instance", "errors");
    }

    @Test
    void asksForATokenWhereThereIsNone() throws Exception {
        HttpResponse<String> response = send(request("/own").DELETE());

        assertProblem(response, 401, "/problems/unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void challengesWithEvery401() throws Exception {
        HttpResponse<String> byController = send(request("/open/token").POST(BodyPublishers.noBody()));
        assertProblem(byController, 401, "/problems/wrong-credentials");
        HttpResponse<String> byFilter = deleteOwn("not.a.token");

        assertThat(List.of(byController, byFilter)).allSatisfy(
                refusal -> assertThat(refusal.headers().allValues("WWW-Authenticate")).containsExactly("Bearer"));
        assertThat(send(request("/nowhere").GET()).headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void aBadTokenIsRefusedOnPublicRoutesToo() throws Exception {
        assertProblem(send(request("/public?number=1").header("Authorization", "Bearer " + ISSUER.forged()).GET()),
                401, "/problems/unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
            "/nowhere, 404, /problems/not-found", "/public, 400, /problems/invalid-field",
            "/public?number=x, 400, /problems/invalid-field", "/list?limit=0, 400, /problems/invalid-field",
            "/list?limit=101, 400, /problems/invalid-field", "/list?limit=1e1, 400, /problems/invalid-field",
            "/list?cursor=abc, 400, /problems/invalid-field", "/list?cursor=%F0%9F%98%80, 400, /problems/invalid-field",
            "/broken, 500, /problems/internal", "/busy, 503, /problems/unavailable",
            "/taken, 409, /problems/name-taken",
            "/public;x=y?number=1, 400, /problems/bad-request", "/a/%2e%2e/public, 400, /problems/bad-request",
            "/error, 404, /problems/not-found"})
    void answersErrorsAsProblems(String path, int status, String type) throws Exception {
        HttpResponse<String> response = send(request(path).GET());

        assertProblem(response, status, type);
        assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"name\": {}}", "{\"times\": \"many\"}", "\u0000"})
    void answersMalformedBodiesAsProblems(String body) throws Exception {
        HttpResponse<String> response = send(
                request("/open").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));

        assertProblem(response, 400, "/problems/malformed-body");
    }

    @Test
    void answersWrongMethodsAndTypesAsProblems() throws Exception {
        String token = ISSUER.token(UnaryOperator.identity());
        assertProblem(send(request("/public").header("Authorization", "Bearer " + token).DELETE()), 405,
                "/problems/method-not-allowed");
        assertProblem(send(request("/open").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"))),
                415, "/problems/unsupported-media-type");
    }

    /// Such a request never reaches the application: Tomcat itself answers.
    @Test
    void answersWhatIsNotHttpAsAProblem() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /list?q=<> HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("/problems/bad-request")
                    .doesNotContain("<html");
        }
    }

    @Test
    void countsItsCursorsOwn() throws Exception {
        HttpResponse<String> response = send(request("/list?limit=100&cursor=" + Cursor.encode("größe|7")).GET());

        assertThat(json(response).path("from").asString()).isEqualTo("größe|7");
        assertThat(json(response).path("limit").asInt()).isEqualTo(100);
    }

    @Test
    void offersProbesAndMetrics() throws Exception {
        send(request("/public?number=1").GET());

        assertThat(send(request("/actuator/health/liveness").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("/actuator/health/readiness").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("/actuator/prometheus").GET()).body())
                .contains("http_server_requests_seconds_bucket{application=\"sample\"");
        assertProblem(send(request("/actuator/env").GET()), 404, "/problems/not-found");
    }

    @Test
    void recordsNoSpansWhereNoCollectorIsSet() {
        assertThat(context.getBeanProvider(SpanExporter.class)).isEmpty();
        assertThat(context.getBeanProvider(SpanProcessor.class)).isEmpty();
    }

    @Test
    void threadsThatDieAreLogged(CapturedOutput output) throws InterruptedException {
        Thread thread = Thread.ofVirtual()
                .name("unlucky")
                .start(() -> {
                    throw new IllegalStateException("unforeseen");
                });
        thread.join();

        assertThat(output.getAll().lines().filter(line -> line.contains("unlucky"))).singleElement()
                .asString()
                .contains("ERROR")
                .contains("The thread 'unlucky' died");
    }

    @Test
    void namesTraceAndRequestInItsLog(CapturedOutput log) throws Exception {
        send(request("/broken").header("X-Request-Id", "logged-at-9")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
                .GET());
        send(request("/broken").header("X-Request-Id", "<forged>").GET());

        assertThat(log.getOut()).containsPattern("\\[4bf92f3577b34da6a3ce929d0e0e4736,[0-9a-f]{16},logged-at-9] ")
                .doesNotContain("<forged>");
    }

    private HttpResponse<String> deleteOwn(String token) throws IOException, InterruptedException {
        return send(request("/own").header("Authorization", "Bearer " + token).DELETE());
    }

    private void assertRefused(String token) throws IOException, InterruptedException {
        assertProblem(deleteOwn(token), 401, "/problems/unauthenticated");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("type").asString()).isEqualTo(type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        assertThat(problem.path("instance").asString()).startsWith("/");
        if (type.equals("/problems/invalid-field")) {
            assertThat(problem.path("errors").path(0).path("field").asString()).isNotEmpty();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return new JsonMapper().readTree(response.body());
    }
}
