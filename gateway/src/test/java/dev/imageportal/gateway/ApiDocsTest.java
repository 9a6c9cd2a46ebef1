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
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// The whole API's description, and the page that shows it.
@TestPropertySource(properties = "portal.gateway.api-freshness=1s")
class ApiDocsTest extends GatewayFixture {

    private static final String DESCRIPTION = "/internal/openapi.json";
    private static final String PROBLEM = """
            "Problem": {"type": "object", "properties": {"type": {"type": "string"}}}""";

    @Test
    void describesTheWholeApi() {
        describe(USER, "/api/users", PROBLEM);
        describe(IMAGE, "/api/images", PROBLEM + ", \"Image\": {\"type\": \"object\"}");
        describe(FEED, "/api/feed", PROBLEM);

        HttpResponse<String> away = send(request("/api/openapi.json"));
        assertProblem(away, 503, "/problems/unavailable", "/api/openapi.json");
        assertThat(away.headers().firstValue("Retry-After")).hasValue("5");

        try (StubService search = new StubService("search", SEARCH_PORT)) {
            describe(search, "/api/search", PROBLEM);
            await().atMost(30, SECONDS).until(() -> send(request("/api/openapi.json")).statusCode() == 200);
            HttpResponse<String> whole = send(request("/api/openapi.json"));

            assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(whole.headers().firstValue("Cache-Control")).hasValue("max-age=60");
            JsonNode api = json.readTree(whole.body());
            assertThat(api.path("openapi").asString()).startsWith("3.1");
            assertThat(api.path("paths").propertyNames()).contains("/api/users", "/api/images", "/api/feed",
                    "/api/search",
                    "/api/session", "/api/session/refresh", "/healthz", "/api/openapi.json", "/api/docs");
            assertThat(api.at("/paths/~1api~1session").propertyNames()).contains("post", "delete");
            assertThat(api.at("/components/schemas").propertyNames()).contains("Image", "Problem", "BrowserSession");
            assertThat(whole.body()).doesNotContain("127.0.0.1");

            AtomicInteger conflicts = describe(search, "/api/search", "\"Image\": {\"type\": \"string\"}");
            await().atMost(30, SECONDS).until(() -> {
                assertThat(send(request("/api/openapi.json")).body()).as("the last whole one").isEqualTo(whole.body());
                return conflicts.get() > 1;
            });
        }
        assertThat(send(request("/api/openapi.json")).statusCode()).as("the last whole one").isEqualTo(200);
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
