package dev.imageportal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are too large end before a service hears of them.
class BodyLimitTest extends GatewayFixture {

    private static final int LIMIT = 64 * 1024;

    @ParameterizedTest
    @CsvSource({"POST,/api/users", "PATCH,/api/images/limits", "PUT,/api/users/me/password", "DELETE,/api/users/me",
            "GET,/api/feed", "POST,/api/session", "POST,/api/session/refresh", "POST,/nothing"})
    void refusesLargeBodiesUnseen(String method, String path) {
        byte[] large = new byte[LIMIT + 1];
        String address = path + "?large";
        AtomicInteger calls = new AtomicInteger();
        USER.on(address, exchange -> calls.incrementAndGet());
        IMAGE.on(address, exchange -> calls.incrementAndGet());
        FEED.on(address, exchange -> calls.incrementAndGet());

        HttpResponse<String> told = send(request(address).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(large)));
        assertProblem(told, 413, "/problems/too-large", path);
        assertThat(json.readTree(told.body()).path("detail").asString()).contains("64 KB");

        HttpResponse<String> chunked = send(request(address).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        assertProblem(chunked, 413, "/problems/too-large", path);
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LIMIT})
    void passesOthersWhole(int size) {
        byte[] body = "x".repeat(size).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(send(request("/api/users/me").PUT(BodyPublishers.ofByteArray(body))).body())
                .endsWith("\n" + "x".repeat(size));
        assertThat(send(request("/api/users/me").PUT(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))).body())
                .endsWith("\n" + "x".repeat(size));
    }
}
