package dev.imageportal.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// The whole API's description, and the page that shows it.
@TestPropertySource(properties = "portal.gateway.api-freshness=1s")
class ApiDocsTest extends GatewayFixture {

    private static final String DESCRIPTION = "/internal/openapi.json";
    private static final String PROFILE = """
            "Profile": {"type": "object", "properties": {"bio": {"type": "string"}}}""";

    /// Needs a gateway that never had a whole description, also where it is tried again.
    @Test
    @DirtiesContext
    void describesTheWholeApi() {
        describe(USER, "/api/users", PROFILE);
        describe(IMAGE, "/api/images", PROFILE + ", \"Image\": {\"type\": \"object\"}");
        describe(FEED, "/api/feed", PROFILE);

        HttpResponse<String> away = send(request("/api/openapi.json"));
        assertProblem(away, 503, "/problems/unavailable", "/api/openapi.json");
        assertThat(away.headers().firstValue("Retry-After")).hasValue("5");

        try (StubService search = new StubService("search", SEARCH_PORT)) {
            describe(search, "/api/search", PROFILE);
            await().atMost(30, SECONDS).until(() -> send(request("/api/openapi.json")).statusCode() == 200);
            HttpResponse<String> whole = send(request("/api/openapi.json"));

            assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(whole.headers().firstValue("Cache-Control")).hasValue("max-age=60");
            JsonNode api = json.readTree(whole.body());
            assertThat(api.path("openapi").asString()).startsWith("3.1");
            assertThat(api.path("paths").propertyNames()).containsExactlyInAnyOrder("/api/users", "/api/images",
                    "/api/feed", "/api/search", "/api/session", "/api/session/refresh", "/healthz",
                    "/api/openapi.json", "/api/docs");
            assertThat(api.at("/components/schemas").propertyNames()).contains("Image", "Profile", "Problem");
            assertThat(whole.body()).doesNotContain("127.0.0.1");
            assertDescribesItsOwnRoutes(api);

            AtomicInteger conflicts = describe(search, "/api/search", "\"Image\": {\"type\": \"string\"}");
            await().atMost(30, SECONDS).until(() -> {
                assertThat(send(request("/api/openapi.json")).body()).as("the last whole one").isEqualTo(whole.body());
                return conflicts.get() > 1;
            });
        }
        assertThat(send(request("/api/openapi.json")).statusCode()).as("the last whole one").isEqualTo(200);
    }

    private static void assertDescribesItsOwnRoutes(JsonNode api) {
        assertThat(api.at("/info/title").asString()).isEqualTo("Image Portal");
        assertThat(api.at("/info/description").asString()).contains("RFC 9457");
        assertThat(api.path("servers").size()).isEqualTo(1);
        assertThat(api.at("/servers/0").propertyNames()).containsExactly("url");
        assertThat(api.at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(api.at("/tags/0/name").asString()).isEqualTo("Sessions");

        JsonNode session = api.at("/paths/~1api~1session");
        assertThat(session.propertyNames()).containsExactlyInAnyOrder("post", "delete");
        assertThat(session.at("/post/requestBody/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/LogIn");
        assertThat(session.at("/post/responses/200/headers").propertyNames()).containsExactly("Set-Cookie");
        assertThat(session.at("/post/responses/200/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Session");
        assertThat(session.at("/post/responses").propertyNames())
                .containsExactlyInAnyOrder("200", "400", "401", "403", "409", "415", "422", "429", "503", "default");
        assertThat(session.at("/post/parameters/0/name").asString()).isEqualTo("Idempotency-Key");
        assertThat(session.at("/post/responses/401/content/application~1problem+json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(session.at("/post/responses/429/headers").propertyNames())
                .containsExactlyInAnyOrder("Retry-After", "RateLimit", "RateLimit-Policy");
        assertThat(session.at("/delete/responses/204").propertyNames()).containsExactly("description");
        assertThat(api.at("/paths/~1api~1session~1refresh").propertyNames()).containsExactly("post");
        assertThat(api.at("/components/schemas/Session/properties/expiresAt/format").asString())
                .isEqualTo("date-time");
        assertThat(api.at("/components/schemas/Session/required").size()).isEqualTo(3);
        assertThat(api.at("/components/schemas/LogIn/properties/password/format").asString()).isEqualTo("password");
        assertThat(api.at("/components/schemas/Health/example/status").asString()).isEqualTo("up");
        assertThat(api.at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("accessToken", "session");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/openapi.json", "/internal/openapi.json.yaml", "/internal/openapi.yaml",
            "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config", "/swagger-ui.html"})
    void answersNoOtherAddressWithIt(String path) {
        assertProblem(send(request(path)), 404, "/problems/not-found", path);
        assertThat(send(management(path)).statusCode()).isEqualTo(404);
        assertThat(send(management("/actuator/openapi")).statusCode()).isEqualTo(404);
    }

    @Test
    void showsItWithFilesOfThisOriginAlone() {
        HttpResponse<String> page = send(request("/api/docs"));
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("script-src 'self';").doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("http:", "https:", "<style", "onload", "<script>");

        Matcher files = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        List<String> addresses = files.results().map(found -> found.group(1)).toList();
        assertThat(addresses).hasSize(5).allSatisfy(address -> {
            assertThat(address).startsWith("/api/");
            if (!address.equals("/api/openapi.json")) {
                assertThat(send(request(address)).statusCode()).as(address).isEqualTo(200);
            }
        });
        assertThat(send(request("/api/docs/swagger-ui-bundle.js")).body()).contains("SwaggerUIBundle");
        assertThat(send(request("/api/docs/initializer.js")).body()).contains("\"/api/openapi.json\"")
                .doesNotContain("http");
    }

    @Test
    void sendsTheWholePageToWhomeverAsksForAPart() {
        HttpResponse<String> page = send(request("/api/docs").header("Range", "bytes=99999999-"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("</html>");
    }

    @Test
    void servesNothingElseOfTheWebjar() {
        assertProblem(send(request("/api/docs/index.html")), 404, "/problems/not-found", "/api/docs/index.html");
        assertProblem(send(request("/api/docs/swagger-ui.js")), 404, "/problems/not-found", "/api/docs/swagger-ui.js");
        HttpResponse<String> slash = send(request("/api/docs/"));
        assertThat(slash.statusCode()).isEqualTo(308);
        assertThat(slash.headers().firstValue("Location")).hasValue("/api/docs");
    }

    private static AtomicInteger describe(StubService service, String path, String schemas) {
        AtomicInteger calls = new AtomicInteger();
        service.on(DESCRIPTION, exchange -> {
            calls.incrementAndGet();
            StubService.answer(exchange, 200, """
                    {"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
                     "servers": [{"url": "http://127.0.0.1:8081"}],
                     "paths": {"%s": {"get": {"responses": {}}}, "/internal/secret": {"get": {"responses": {}}}},
                     "components": {"schemas": {%s}}}""".formatted(path, schemas));
        });
        return calls;
    }
}
