package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// What services and clients hear of each other.
class ForwardingTest extends GatewayFixture {

    @Test
    void tellsServicesOnlyWhatItSawItself() {
        String asked = send(request("/api/users/ada")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=203.0.113.9")
                .header("X-Real-IP", "203.0.113.9")
                .header("X-User", "admin")
                .header("X-Remote-User", "admin")
                .header("X-Original-URL", "/internal")
                .header("Proxy-Authorization", "Basic x")
                .header("TE", "trailers")
                .header("Authorization", "Bearer token")
                .header("Idempotency-Key", "key")
                .header("If-Match", "\"3\"")).body();

        assertThat(asked).contains("x-forwarded-for: [127.0.0.1]\n", "x-forwarded-proto: [http]\n",
                "x-forwarded-host: [localhost:" + port + "]\n", "authorization: [Bearer token]\n",
                "idempotency-key: [key]\n", "if-match: [\"3\"]\n")
                .doesNotContain("203.0.113.9", "evil", "gopher", "admin", "/internal", "proxy-authorization", "te: [");
    }

    @Test
    void beginsATraceWhateverTheClientSaysOfOne() {
        String theirs = "4bf92f3577b34da6a3ce929d0e0e4736";

        String asked = send(request("/api/users/ada")
                .header("traceparent", "00-" + theirs + "-00f067aa0ba902b7-01")
                .header("tracestate", "theirs=1")
                .header("baggage", "theirs=1")
                .header("b3", theirs + "-00f067aa0ba902b7-1")).body();

        // even flags: not recorded, as no collector is set
        assertThat(asked).containsPattern("traceparent: \\[00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]]\n")
                .doesNotContain("theirs", theirs, "00f067aa0ba902b7");
    }

    @Test
    void passesAnswersUnchanged() {
        USER.on("/api/users/taken", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.getResponseHeaders().set("Connection", "X-Secret");
            exchange.getResponseHeaders().set("X-Secret", "hop by hop");
            StubService.answer(exchange, 429, "{\"type\":\"/problems/theirs\"}");
        });

        HttpResponse<String> response = send(request("/api/users/taken"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo("{\"type\":\"/problems/theirs\"}");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(response.headers().firstValue("X-Secret")).isEmpty();
    }

    @Test
    void answersHeadWithoutABody() {
        HttpResponse<String> response = send(request("/nothing").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEmpty();
    }
}
