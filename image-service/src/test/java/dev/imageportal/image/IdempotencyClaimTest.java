package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Requests with an idempotency key while they are under way.
class IdempotencyClaimTest extends KeyedUploadTest {

    @Test
    void whileTheFirstIsUnderWayRepetitionsAreToldToComeBack() throws IOException {
        Multipart form = form();
        String token = tokenOf(username);
        try (var slow = new SlowUpload(second.port(), token, "Idempotency-Key: " + key + "\r\n", form)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 1);

            // For longer than a claim lasts that nobody renews.
            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                HttpResponse<byte[]> early = post(form);
                assertProblem(early, 409, "", "");
                assertThat(Integer.parseInt(header(early, "Retry-After"))).isPositive();
            });
            assertThat(recordsOf(username)).isZero();

            String answer = slow.finish();
            assertThat(answer).startsWith("HTTP/1.1 201");
            HttpResponse<byte[]> repetition = post(form);
            assertThat(repetition.statusCode()).isEqualTo(201);
            assertThat(answer).contains("Location: " + header(repetition, "Location"));
            assertThat(recordsOf(username)).isEqualTo(1);
        }
    }

    @Test
    void anEarlyRepetitionIsAnsweredBeforeItsBodyIsSent() throws IOException {
        claimedBy("another instance", 600);
        Multipart large = Multipart.of("a.png", new byte[8_000_000]);

        try (var slow = new SlowUpload(port, tokenOf(username), "Idempotency-Key: " + key + "\r\n", large)) {
            assertThat(slow.answer()).startsWith("HTTP/1.1 409");
        }
        assertThat(spooledFiles()).isEmpty();
    }

    @Test
    void theClaimOfAProcessThatDiedBecomesFree() {
        claimedBy("a dead instance", 3);

        assertProblem(post(form()), 409, "", "");
        await().atMost(Duration.ofSeconds(60)).until(() -> post(form()).statusCode() == 201);

        assertThat(post(form()).statusCode()).isEqualTo(201);
        assertThat(recordsOf(username)).isEqualTo(1);
    }

    @Test
    void whoLostTheClaimStoresNothing() throws IOException {
        Multipart form = form();
        try (var slow = new SlowUpload(port, tokenOf(username), "Idempotency-Key: " + key + "\r\n", form)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 1);
            database.sql("UPDATE idempotency_keys SET claim = 'another instance' WHERE request_key = :key")
                    .param("key", key)
                    .update();

            assertThat(slow.finish()).startsWith("HTTP/1.1 409");
        }
        assertThat(recordsOf(username)).isZero();
        assertThat(waitingEvents()).isZero();
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void aFailedAttemptFreesTheKey() {
        assertProblem(post(Multipart.of("a.png", "no picture".getBytes(UTF_8))), 415, "file", "format");
        assertThat(keys()).isZero();

        assertThat(post(form()).statusCode()).isEqualTo(201);
    }

    @Test
    void anAttemptThatBrokeOffFreesTheKey() throws IOException {
        var slow = new SlowUpload(port, tokenOf(username), "Idempotency-Key: " + key + "\r\n", form());
        await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 1);

        slow.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> keys() == 0);
        assertThat(post(form()).statusCode()).isEqualTo(201);
    }

    @Test
    void ofManyAtOnceOneIsStored() throws InterruptedException, ExecutionException {
        Multipart form = form();
        String token = tokenOf(username);
        List<Future<HttpResponse<byte[]>>> attempts = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                URI instance = i % 2 == 0 ? uri("/api/images") : second.uri("/api/images");
                attempts.add(clients.submit(() -> send(uploadRequest(token, form.contentType(), form.body())
                        .header("Idempotency-Key", key)
                        .uri(instance))));
            }
        }

        List<String> ids = new ArrayList<>();
        for (Future<HttpResponse<byte[]>> attempt : attempts) {
            assertThat(attempt.get().statusCode()).as(text(attempt.get())).isIn(201, 409);
            if (attempt.get().statusCode() == 201) {
                ids.add(JSON.readTree(attempt.get().body()).path("id").asString());
            }
        }
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(recordsOf(username)).isEqualTo(1);
    }
}
