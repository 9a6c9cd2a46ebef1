package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest extends BehindProxyFixture {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "203.1.0.9|203.1.0.9",
            "198.51.100.1, 203.1.0.9|203.1.0.9",
            "203.1.0.9, 10.1.2.3|203.1.0.9",
            "198.51.100.1, 203.1.0.9, 10.1.2.3, 127.0.0.7|203.1.0.9",
            "10.0.0.1, 10.0.0.2|10.0.0.1",
            "203.1.0.9:4711|203.1.0.9",
            "[2001:db8::9]:4711|2001:db8:0:0:0:0:0:9",
            "2001:db8:bbbb::9, 2001:db8:aaaa::1|2001:db8:bbbb:0:0:0:0:9",
            "203.1.0.9, unknown|127.0.0.1",
            "unknown, 203.1.0.9|203.1.0.9",
            "203.1.0.9, , 10.0.0.1|203.1.0.9",
            "evil.example, 10.0.0.1|10.0.0.1",
            ",|127.0.0.1"})
    void findsTheClientBehindTrustedProxies(String forwardedFor, String client) {
        assertThat(send(request("/api/users/ada").header("X-Forwarded-For", forwardedFor)).body())
                .contains("x-forwarded-for: [" + client + "]\n");
    }

    @Test
    void tellsServicesAndBrowsersOfTheClientsTls() {
        HttpResponse<String> response = send(request("/api/users/ada").header("X-Forwarded-For", freshAddress())
                .header("X-Forwarded-Proto", "https"));

        assertThat(response.body()).contains("x-forwarded-proto: [https]\n");
        assertThat(response.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
    }

    @Test
    void setsCookiesThatOnlyTlsCarries() {
        new StubSessions(USER);
        HttpResponse<String> response = send(requestFrom(freshAddress(), "/api/session")
                .header("X-Forwarded-Proto", "https")
                .header("Origin", "https://localhost:" + port)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"ada\",\"password\":\"right\"}")));

        assertThat(response.statusCode()).isEqualTo(200);
        SetCookies cookies = SetCookies.of(response);
        assertThat(cookies.value("__Host-portal_user")).isEqualTo("ada");
        assertThat(cookies.lines()).hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("__Host-portal_")
                        .contains("; Path=/; Secure; HTTPOnly; SameSite=Lax")
                        .doesNotContain("Domain"));
    }

    @Test
    void readsOnlyCookiesThatOnlyTlsCanHaveSet() {
        String asked = send(requestFrom(freshAddress(), "/api/feed").header("X-Forwarded-Proto", "https")
                .header("Cookie", "portal_access=planted; __Host-portal_access=real")).body();

        assertThat(asked).contains("authorization: [Bearer real]\n").doesNotContain("planted");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.0.1,true", "10.0.0.0/8,11.0.0.1,false", "192.0.2.128/25,192.0.2.129,true",
            "192.0.2.128/25,192.0.2.127,false", "192.0.2.1,192.0.2.1,true", "192.0.2.1,192.0.2.2,false",
            "::1,::1,true", "fd00::/8,fd12::1,true", "fd00::/8,fe00::1,false", "0.0.0.0/0,1.2.3.4,true",
            "0.0.0.0/0,::1,false"})
    void knowsItsRanges(String range, String address, boolean contained) {
        assertThat(AddressRange.valueOf(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0.0/8/8"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.valueOf(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
