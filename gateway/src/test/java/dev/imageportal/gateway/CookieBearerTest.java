package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The cookie becomes a bearer token on its way to a service.
class CookieBearerTest extends GatewayFixture {

    private static final String COOKIE = "portal_access=aaa.bbb-_.ccc; portal_refresh=secret; portal_user=ada; x=y";

    @Test
    void bearsTheCookiesTokenAndNoCookie() {
        String asked = send(request("/api/session").header("Cookie", COOKIE)).body();

        assertThat(asked).startsWith("user GET /api/session\n")
                .contains("authorization: [Bearer aaa.bbb-_.ccc]\n")
                .doesNotContain("cookie", "secret");
    }

    @Test
    void prefersTheRequestsOwnToken() {
        String asked = send(request("/api/users/me").header("Cookie", COOKIE)
                .header("Authorization", "Bearer own")
                .header("Sec-Fetch-Site", "cross-site")
                .DELETE()).body();

        assertThat(asked).contains("authorization: [Bearer own]\n").doesNotContain("aaa.bbb", "cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/media/1/320.webp", "/%6dedia/1/320.webp"})
    void tellsMediaNothing(String path) {
        assertThat(send(request(path).header("Cookie", COOKIE)).body()).startsWith("image GET ")
                .doesNotContain("authorization", "cookie", "aaa.bbb");
    }

    @Test
    void dropsTheAccessCookieThatAServiceRefuses() {
        USER.on("/api/users/refused", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "of=a service");
            StubService.answer(exchange, 401, "{}");
        });

        HttpResponse<String> cookie = send(request("/api/users/refused").header("Cookie", COOKIE));
        assertThat(cookie.statusCode()).isEqualTo(401);
        SetCookies.of(cookie).assertCleared("portal_access");

        HttpResponse<String> malformed = send(request("/api/users/refused").header("Cookie", "portal_access=a b"));
        SetCookies.of(malformed).assertCleared("portal_access");

        HttpResponse<String> own = send(request("/api/users/refused").header("Cookie", COOKIE)
                .header("Authorization", "Bearer own"));
        assertThat(own.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(send(request("/api/users/refused")).headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void keepsTheCookieInAnOutage() {
        USER.on("/api/users/away", exchange -> StubService.answer(exchange, 503, "{}"));

        HttpResponse<String> response = send(request("/api/users/away").header("Cookie", COOKIE));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal_access=", "portal_access", "portal_access=a b", "portal_access=\"",
            "portal_access=ä",
            "portal_access=a; portal_access=b", "portal_access=a,b", "__Host-portal_access=aaa", "=; ;;",
            "PORTAL_ACCESS=a"})
    void takesWhatIsNoTokenAsNobodys(String cookies) throws Exception {
        String response = raw("GET /api/feed HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookies
                + "\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200 ").doesNotContain("authorization");
    }

    @Test
    void takesHugeCookiesAsNobodys() throws Exception {
        assertThat(send(request("/api/feed").header("Cookie", "portal_access=" + "a".repeat(6000))).body())
                .startsWith("feed GET /api/feed\n")
                .doesNotContain("authorization");
        assertRawProblem("GET /api/feed HTTP/1.1\r\nHost: localhost\r\nCookie: portal_access=" + "a".repeat(12_000)
                + "\r\n\r\n", 431);
    }

    @ParameterizedTest
    @CsvSource({
            "POST,Sec-Fetch-Site,cross-site,403", "PATCH,Sec-Fetch-Site,same-site,403",
            "POST,Sec-Fetch-Site,same-origin,200", "POST,Sec-Fetch-Site,none,200", "GET,Sec-Fetch-Site,cross-site,200",
            "DELETE,Origin,http://elsewhere.example,403", "PUT,Origin,null,403",
            "POST,Origin,http://localhost:{port},200", "POST,Accept,*/*,200"})
    void letsNoOtherOriginUseTheCookie(String method, String header, String value, int status) {
        HttpResponse<String> response = send(request("/api/images/1").header("Cookie", COOKIE)
                .header(header, value.replace("{port}", Integer.toString(port)))
                .method(method, BodyPublishers.noBody()));

        if (status == 403) {
            assertProblem(response, 403, "/problems/cross-origin", "/api/images/1");
        } else {
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tellsCachesThatTheCookieMatters() {
        assertThat(send(request("/api/images/1")).headers().allValues("Vary")).contains("Cookie");
        assertThat(send(request("/media/1/320.webp")).headers().allValues("Vary")).doesNotContain("Cookie");
    }
}
