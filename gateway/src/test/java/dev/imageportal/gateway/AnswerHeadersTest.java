package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// What browsers are told about every answer, and by which id it can be found again.
@ExtendWith(OutputCaptureExtension.class)
class AnswerHeadersTest extends GatewayFixture {

    @ParameterizedTest
    @ValueSource(strings = {"/api/feed", "/media/1/320.webp", "/healthz", "/api/nothing", "/", "/api//x",
            "/api/search?q=x",
            "/api/session/refresh"})
    void guardsEveryAnswer(String path) {
        HttpHeaders headers = send(request(path)).headers();

        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("strict-origin-when-cross-origin");
        assertThat(headers.allValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
        assertThat(headers.allValues("Permissions-Policy")).singleElement().asString().contains("camera=()");
        assertThat(headers.allValues("Content-Security-Policy")).singleElement()
                .asString()
                .startsWith("default-src 'none'; ")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action ")
                .doesNotContain("unsafe", "http:", "*");
        assertThat(headers.allValues("X-Request-Id")).hasSize(1);
        assertThat(headers.firstValue("Strict-Transport-Security")).as("no TLS here").isEmpty();
    }

    @Test
    void letsPagesLoadFromThePortalAlone() {
        assertThat(send(request("/")).headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
                policy -> assertThat(policy).contains("script-src 'self';", "img-src 'self' data: blob:;",
                        "connect-src 'self';"));
        assertThat(send(request("/api/feed")).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("script-src", "self"));
    }

    @ParameterizedTest
    @CsvSource({"/media/1/320.webp,cross-origin", "/api/images/1/original,same-origin", "/api/feed,same-origin"})
    void letsOthersShowPicturesOnly(String path, String policy) {
        assertThat(send(request(path)).headers().allValues("Cross-Origin-Resource-Policy")).containsExactly(policy);
    }

    @Test
    void replacesWhatAServiceSays() {
        USER.on("/api/users/headers", exchange -> {
            exchange.getResponseHeaders().set("X-Frame-Options", "ALLOWALL");
            exchange.getResponseHeaders().set("Strict-Transport-Security", "max-age=1");
            exchange.getResponseHeaders().set("X-Request-Id", "theirs");
            StubService.answer(exchange, 200, "");
        });

        HttpHeaders headers = send(request("/api/users/headers").header("X-Request-Id", "ours-1")).headers();

        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("X-Request-Id")).containsExactly("ours-1");
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void keepsAClientsRequestIdEverywhere(CapturedOutput log) {
        HttpResponse<String> passed = send(request("/api/feed").header("X-Request-Id", "4bf92f35-77/b:1"));
        assertThat(passed.headers().firstValue("X-Request-Id")).hasValue("4bf92f35-77/b:1");
        assertThat(passed.body()).contains("x-request-id: [4bf92f35-77/b:1]\n");

        send(request("/api/search?q=x").header("X-Request-Id", "logged-at-7"));
        assertThat(log.getOut()).containsPattern("logged-at-7.*GET /api/search: no answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "<script>", "-leading", "é"})
    void makesAnIdWhereTheClientsIsNone(String sent) throws Exception {
        String response = raw("GET /api/feed HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + sent
                + "\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200 ")
                .containsPattern("X-Request-Id: [0-9a-f-]{36}\r\n")
                .containsPattern("x-request-id: \\[[0-9a-f-]{36}]\n");
        assertThat(send(request("/api/feed").header("X-Request-Id", "a".repeat(65))).body()).doesNotContain("aaaa");
    }
}
