package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which path leads to which service.
class RoutesTest extends GatewayFixture {

    @ParameterizedTest
    @CsvSource({
            "GET,/api/users/ada/images?limit=3,feed",
            "GET,/api/users/ada,user",
            "POST,/api/users,user",
            "POST,/api/users/ada/confirmation,user",
            "PATCH,/api/users/me,user",
            "GET,/api/session,user",
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
            "/api", "/api/", "/api/nothing", "/api/tokens/more", "/internal", "/internal/images/counts",
            "/actuator", "/actuator/health", "/actuator/gateway/routes", "/API/users/ada", "/error", "/mediax/1",
            "/api/session/more"})
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
}
