package dev.imageportal.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Logging in, refreshing and logging out, as a browser does it.
class SessionTest extends GatewayFixture {

    private static final String[] ALL = {"portal_access", "portal_refresh", "portal_user"};

    private StubSessions pool = new StubSessions(USER);

    @BeforeEach
    void freshPool() {
        pool = new StubSessions(USER);
    }

    @Test
    void keepsTokensInCookiesAlone() {
        HttpResponse<String> response = send(logIn("ada", "right"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json.readTree(response.body())).isEqualTo(json.readTree("""
                {"username": "ada", "displayName": "Ada L.", "expiresAt": "%s"}"""
                .formatted(StubSessions.EXPIRES_AT)));
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        SetCookies cookies = SetCookies.of(response);
        assertThat(cookies.value("portal_access")).startsWith("access.ada-");
        assertThat(cookies.value("portal_refresh")).startsWith("refresh.ada-");
        assertThat(cookies.value("portal_user")).isEqualTo("ada");
        assertThat(cookies.lines()).hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("; Path=/; HTTPOnly; SameSite=Lax")
                        .doesNotContain("Secure", "Domain"));
        assertThat(cookies.maxAge("portal_access"))
                .isBetween(3000L, Duration.between(Instant.now(), StubSessions.EXPIRES_AT).toSeconds() + 60);
        long refresh = Duration.between(Instant.now(), StubSessions.REFRESH_EXPIRES_AT).toSeconds();
        assertThat(cookies.maxAge("portal_refresh")).isBetween(refresh - 60, refresh + 60);
        assertThat(cookies.maxAge("portal_user")).isEqualTo(cookies.maxAge("portal_refresh"));
    }

    @ParameterizedTest
    @CsvSource({
            "wrong,401,/problems/wrong-credentials",
            "unconfirmed,403,/problems/unconfirmed",
            "'',400,/problems/invalid-field",
            "away,503,/problems/unavailable",
            "broken,503,/problems/unavailable",
            "odd,503,/problems/unavailable"})
    void passesRefusalsOnWithoutCookies(String password, int status, String type) {
        HttpResponse<String> response = send(logIn("ada", password));

        assertProblem(response, status, type, "/api/session");
        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .isEqualTo(status == 401 ? List.of("Bearer") : List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "nonsense",
            "application/json;charset=utf-16", "application/json;charset=none-such"})
    void takesJsonAlone(String type) {
        HttpRequest.Builder form = request("/api/session").header("Content-Type", type)
                .POST(BodyPublishers.ofString("username=ada&password=right"));
        assertProblem(send(form), 415, "/problems/unsupported-media-type", "/api/session");

        HttpRequest.Builder refresh = request("/api/session/refresh").header("Content-Type", type)
                .POST(BodyPublishers.ofString("x"));
        assertProblem(send(refresh), 415, "/problems/unsupported-media-type", "/api/session/refresh");
    }

    @Test
    void refreshes() {
        HttpResponse<String> response = send(refresh("ada", token()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json.readTree(response.body()).path("username").asString()).isEqualTo("ada");
        SetCookies cookies = SetCookies.of(response);
        assertThat(cookies.lines()).hasSize(3);
        assertThat(pool.good).containsExactly(cookies.value("portal_refresh"));
    }

    /// The pool takes the token once; without collapsing, one tab's `401` would clear the other's new cookies.
    @Test
    void keepsTwoTabsSignedIn() {
        String token = token();
        HttpRequest request = refresh("ada", token).build();
        List<CompletableFuture<HttpResponse<String>>> tabs = Stream.generate(
                () -> client.sendAsync(request, BodyHandlers.ofString())).limit(8).toList();

        List<HttpResponse<String>> answers = tabs.stream().map(CompletableFuture::join).toList();
        HttpResponse<String> late = send(refresh("ada", token));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(pool.refreshes).hasValue(1);
        assertThat(pool.good).containsExactly(SetCookies.of(late).value("portal_refresh"));
    }

    @Test
    void clearsASessionThatIsNoLongerGood() {
        HttpResponse<String> response = send(refresh("ada", "refresh.stolen"));

        assertProblem(response, 401, "/problems/wrong-refresh-token", "/api/session/refresh");
        SetCookies.of(response).assertCleared(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "portal_refresh=r", "portal_user=ada", "portal_user=ada; portal_refresh=a b",
            "portal_user=ADA; portal_refresh=r", "portal_user=ada; portal_refresh=a; portal_refresh=b",
            "portal_user=; portal_refresh=", "=; ;;=,portal_user", "portal_user=ada; portal_refresh=\"", "$Version=1"})
    void refreshesNothingWithoutItsCookies(String cookies) throws Exception {
        String response = raw("POST /api/session/refresh HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookies
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 401 ")
                .contains("portal_refresh=; Max-Age=0;", "\r\nWWW-Authenticate: Bearer\r\n");
    }

    @Test
    void clearsNothingInAnOutage() {
        String token = token();
        pool.outages.set(1);

        HttpResponse<String> away = send(refresh("ada", token));
        assertProblem(away, 503, "/problems/unavailable", "/api/session/refresh");
        assertThat(away.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(away.headers().allValues("Set-Cookie")).isEmpty();

        assertThat(send(refresh("ada", token)).statusCode()).isEqualTo(200);
    }

    @Test
    void logsOut() {
        String token = token();
        HttpResponse<String> response = send(logOut("portal_user=ada; portal_refresh=" + token));

        assertThat(response.statusCode()).isEqualTo(204);
        SetCookies.of(response).assertCleared(ALL);
        assertThat(pool.revoked).containsExactly(token);
    }

    @Test
    void logsOutNobody() {
        HttpResponse<String> response = send(request("/api/session").DELETE());

        assertThat(response.statusCode()).isEqualTo(204);
        SetCookies.of(response).assertCleared(ALL);
        assertThat(pool.revoked).isEmpty();
    }

    @Test
    void revokesLaterWhenUserServiceIsAwayAtTheLogOut() {
        String token = token();
        pool.outages.set(2);
        HttpResponse<String> response = send(logOut("portal_user=ada; portal_refresh=" + token));

        assertThat(response.statusCode()).isEqualTo(204);
        SetCookies.of(response).assertCleared(ALL);
        await().atMost(40, SECONDS).untilAsserted(() -> assertThat(pool.revoked).containsExactly(token));
    }

    @Test
    void refreshesNothingFromMemoryAfterALogOut() {
        String token = token();
        assertThat(send(refresh("ada", token)).statusCode()).isEqualTo(200);
        send(logOut("portal_user=ada; portal_refresh=" + token));

        assertThat(send(refresh("ada", token)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"PUT,/api/session,'GET, HEAD, POST, DELETE'", "GET,/api/session/refresh,POST",
            "DELETE,/api/session/refresh,POST"})
    void namesTheMethodsItTakes(String method, String path, String allowed) {
        HttpResponse<String> response = send(request(path).method(method, BodyPublishers.noBody()));

        assertProblem(response, 405, "/problems/method-not-allowed", path);
        assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
    }

    @ParameterizedTest
    @CsvSource({
            "Sec-Fetch-Site,cross-site,403", "Sec-Fetch-Site,same-site,403", "Sec-Fetch-Site,same-origin,200",
            "Sec-Fetch-Site,none,200", "Sec-Fetch-Site,'',403", "Origin,http://elsewhere.example,403",
            "Origin,null,403", "Origin,https://localhost:{port},403", "Origin,http://localhost,403",
            "Origin,http://LOCALHOST:{port},200", "Accept,*/*,200"})
    void servesItsOwnPagesAlone(String header, String value, int status) {
        String sent = value.replace("{port}", Integer.toString(port));
        HttpRequest.Builder logIn = logIn("ada", "right").header(header, sent);
        HttpRequest.Builder refresh = refresh("ada", token()).header(header, sent);
        HttpRequest.Builder logOut = logOut("portal_user=ada").header(header, sent);

        assertThat(send(logIn).statusCode()).isEqualTo(status);
        assertThat(send(refresh).statusCode()).isEqualTo(status);
        assertThat(send(logOut).statusCode()).isEqualTo(status == 200 ? 204 : 403);
    }

    private String token() {
        return SetCookies.of(send(logIn("ada", "right"))).value("portal_refresh");
    }

    private HttpRequest.Builder logIn(String username, String password) {
        return request("/api/session").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"username": "%s", "password": "%s"}""".formatted(username, password)));
    }

    private HttpRequest.Builder refresh(String username, String token) {
        return request("/api/session/refresh").header("Cookie", "portal_user=" + username + "; portal_refresh=" + token)
                .POST(BodyPublishers.noBody());
    }

    private HttpRequest.Builder logOut(String cookies) {
        return request("/api/session").header("Cookie", cookies).DELETE();
    }
}
