package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes too often is refused; [BehindProxyFixture] says what is too often.
class RateLimitTest extends BehindProxyFixture {

    private final String address = freshAddress();
    private final String username = "u" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void passwords() {
        new StubSessions(USER);
        USER.on("/api/tokens", exchange -> {
            boolean right = new String(exchange.getRequestBody().readAllBytes(), UTF_8).contains("right");
            StubService.answer(exchange, right ? 200 : 401, "{}");
        });
    }

    @Test
    void limitsSignUpsPerAddress() {
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> allowed = send(post(address, "/api/users", "{}"));
            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(allowed.headers().firstValue("RateLimit-Policy")).hasValue("\"sign-up\";q=3;w=3600");
            assertThat(allowed.headers().firstValue("RateLimit")).hasValueSatisfying(
                    told -> assertThat(told).matches("\"sign-up\";r=\\d;t=\\d+"));
        }

        HttpResponse<String> refused = send(post(address, "/api/users", "{}"));
        assertRefused(refused, "sign-up", "q=3;w=3600", 1200);
        assertRefused(send(post(address, "/api/%75sers", "{}")), "sign-up", "q=3;w=3600", 1200);
        assertThat(send(post(freshAddress(), "/api/users", "{}")).statusCode()).isEqualTo(200);
        assertThat(send(requestFrom(address, "/api/users/ada")).statusCode()).as("other things go on").isEqualTo(200);
    }

    @Test
    void takesAHouseholdsIpv6AddressesAsOne() {
        String household = "2001:db8:" + Integer.toHexString(address.hashCode() & 0xFFFF) + ":1:";
        for (int i = 1; i <= 3; i++) {
            assertThat(send(post(household + ":" + i, "/api/users", "{}")).statusCode()).isEqualTo(200);
        }
        assertThat(send(post(household + "ffff::1", "/api/users", "{}")).statusCode()).isEqualTo(429);
        assertThat(send(post(household.replace(":1:", ":2:") + ":1", "/api/users", "{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsLogInsPerAddressWhateverTheyAre() {
        for (int i = 0; i < 4; i++) {
            assertThat(logIn(address, "/api/session", "right").statusCode()).isEqualTo(200);
            assertThat(logIn(address, "/api/tokens", "right").statusCode()).isEqualTo(200);
        }
        assertRefused(logIn(address, "/api/session", "right"), "log-in", "q=8;w=3600", 450);
        assertThat(send(post(address, "/api/tokens", "{\"refreshToken\":\"r\"}")).statusCode()).isEqualTo(429);
        assertThat(logIn(freshAddress(), "/api/session", "right").statusCode()).isEqualTo(200);
    }

    @Test
    void limitsFailuresPerUserNameFromWhereverTheyCome() {
        assertThat(logIn(freshAddress(), "/api/session", "wrong").statusCode()).isEqualTo(401);
        assertThat(logIn(freshAddress(), "/api/tokens", "wrong").statusCode()).isEqualTo(401);
        assertThat(logIn(freshAddress(), "/api/session", "right").statusCode()).as("not counted").isEqualTo(200);
        assertThat(logIn(freshAddress(), "/api/session", "away").statusCode()).as("not counted").isEqualTo(503);
        assertThat(send(post(freshAddress(), "/api/tokens", "{\"username\":\"%s\",\"password\":\"wrong\"}"
                .formatted(username.toUpperCase(java.util.Locale.ROOT)))).statusCode()).isEqualTo(401);

        assertRefused(logIn(freshAddress(), "/api/session", "right"), "log-in-failures", "q=3;w=3600", 1200);
        assertRefused(logIn(freshAddress(), "/api/tokens", "right"), "log-in-failures", "q=3;w=3600", 1200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"username\":\"other\",\"username\":\"%s\",\"password\":\"wrong\"}",
            "{\"username\":\"%s\",\"password\":\"wrong\"} {\"username\":\"other\"}",
            " {\"\\u0075sername\":\"%s\",\"password\":\"wrong\"}"})
    void readsUserNamesAsTheServiceDoes(String body) {
        for (int i = 0; i < 3; i++) {
            assertThat(send(post(freshAddress(), "/api/tokens", body.formatted(username))).statusCode()).isEqualTo(401);
        }
        assertThat(logIn(freshAddress(), "/api/tokens", "right").statusCode()).isEqualTo(429);
    }

    @Test
    void countsGuessesThatComeAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> guesses = Stream.generate(() -> client.sendAsync(
                post(freshAddress(), "/api/session", credentials("wrong")).build(), BodyHandlers.ofString()))
                .limit(12)
                .toList();

        assertThat(guesses.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(401, 429)
                .filteredOn(status -> status == 401)
                .hasSize(3);
    }

    @Test
    void countsPasswordsTriedByWhoIsSignedIn() {
        USER.on("/api/users/me/password", exchange -> StubService.answer(exchange, 403, "{}"));
        USER.on("/api/users/me", exchange -> StubService.answer(exchange, 403, "{}"));
        String token = POOL.token(username);
        HttpRequest.Builder change = requestFrom(freshAddress(), "/api/users/me/password")
                .header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.ofString("{}"));
        HttpRequest.Builder delete = requestFrom(freshAddress(), "/api/users/me")
                .header("Cookie", "portal_access=" + token)
                .method("DELETE", BodyPublishers.ofString("{}"));

        assertThat(Stream.of(change, delete, change).map(this::send).map(HttpResponse::statusCode))
                .containsOnly(403);
        assertThat(Stream.of(change, delete).map(this::send).map(HttpResponse::statusCode)).containsOnly(429);
        assertThat(logIn(freshAddress(), "/api/session", "right").statusCode()).isEqualTo(429);
    }

    @Test
    void limitsCodesPerUserName() {
        String upperCase = username.toUpperCase(java.util.Locale.ROOT);
        List<Supplier<HttpRequest.Builder>> requests = List.of(
                () -> post(freshAddress(), "/api/users/" + username + "/confirmation", "{}"),
                () -> post(freshAddress(), "/api/users/" + upperCase + "/confirmation/resend", ""),
                () -> post(freshAddress(), "/api/users/%75" + username.substring(1) + "/password-reset", ""),
                () -> requestFrom(freshAddress(), "/api/users/" + username + "/password")
                        .PUT(BodyPublishers.ofString("{}")));
        requests.forEach(request -> assertThat(send(request.get()).statusCode()).isEqualTo(200));
        requests.forEach(request -> assertRefused(send(request.get()), "codes", "q=4;w=3600", 900));
    }

    @Test
    void limitsUploadsPerUser() {
        String token = POOL.token(username);
        assertThat(upload(freshAddress(), token).statusCode()).isEqualTo(200);
        assertThat(upload(freshAddress(), token).statusCode()).isEqualTo(200);

        assertRefused(upload(freshAddress(), POOL.token(username)), "uploads", "q=2;w=3600", 1800);
        assertThat(upload(address, POOL.token("other" + username)).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsUploadsPerAddressWhereTheTokenProvesNothing() {
        assertThat(upload(address, POOL.forged(username)).statusCode()).isEqualTo(200);
        assertThat(upload(address, "nonsense").statusCode()).isEqualTo(200);
        assertRefused(upload(address, POOL.forged("another")), "uploads", "q=2;w=3600", 1800);
        assertThat(upload(address, POOL.token(username)).statusCode()).as("the user's own quota").isEqualTo(200);
    }

    @Test
    void limitsEverythingElsePerAddress() {
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> allowed = send(requestFrom(address, i % 2 == 0 ? "/api/feed" : "/media/1/320.webp"));
            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(allowed.headers().firstValue("RateLimit")).as("caches would keep it").isEmpty();
        }
        assertRefused(send(requestFrom(address, "/api/feed")), "everything-else", "q=20;w=3600", 180);
        assertThat(send(requestFrom(address, "/healthz")).statusCode()).as("load balancers always").isEqualTo(200);
        assertThat(send(management("/actuator/prometheus")).body())
                .containsPattern("portal_rate_limit_rejections_total\\{.*policy=\"everything-else\".*} [1-9]");
    }

    @ParameterizedTest
    @CsvSource({"60/1h,60,PT1H", "1/1s,1,PT1S", " 5 / 90s ,5,PT90S"})
    void readsQuotas(String text, long requests, Duration window) {
        assertThat(Quota.valueOf(text)).isEqualTo(new Quota(requests, window));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "0/1h", "-1/1h", "5/0s", "5/1ms", "x/1h", "5/x"})
    void refusesWhatIsNoQuota(String text) {
        assertThatThrownBy(() -> Quota.valueOf(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /// @param wait seconds until one more is allowed, at most
    private void assertRefused(HttpResponse<String> response, String policy, String quota, int wait) {
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json.readTree(response.body()).path("type").asString()).isEqualTo("/problems/too-many-requests");
        assertThat(response.headers().firstValue("RateLimit-Policy")).hasValue("\"" + policy + "\";" + quota);
        assertThat(response.headers().firstValue("RateLimit"))
                .hasValueSatisfying(told -> assertThat(told).matches("\"" + policy + "\";r=0;t=\\d+"));
        assertThat(response.headers().firstValue("Retry-After"))
                .hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, wait));
    }

    private HttpResponse<String> logIn(String from, String path, String password) {
        return send(post(from, path, credentials(password)));
    }

    private String credentials(String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    }

    private HttpResponse<String> upload(String from, String token) {
        return send(requestFrom(from, "/api/images").header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("picture")));
    }

    private HttpRequest.Builder post(String from, String path, String body) {
        return requestFrom(from, path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }
}
