package dev.imageportal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// What tests of requests with an idempotency key do and look at, with a second instance of the service.
abstract class KeyedUploadTest extends ImageServiceTest {

    static final byte[] PICTURE = TestPictures.png(30, 20);

    static SecondInstance second;

    final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void startSecondInstance() {
        second = new SecondInstance();
    }

    @AfterAll
    static void stopSecondInstance() {
        second.close();
    }

    void expire() {
        database.sql("UPDATE idempotency_keys SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND "
                + "WHERE request_key = :key").param("key", key).update();
    }

    /// As an instance leaves it that is at work, or dies.
    void claimedBy(String claim, int seconds) {
        database.sql("""
                INSERT INTO idempotency_keys (username, request_key, claim, lease_until, expires_at)
                VALUES (:username, :key, :claim, TIMESTAMPADD(SECOND, :seconds, UTC_TIMESTAMP(3)),
                    UTC_TIMESTAMP(3) + INTERVAL 1 DAY)
                """)
                .param("username", username)
                .param("key", key)
                .param("claim", claim)
                .param("seconds", seconds)
                .update();
    }

    long keys() {
        return database.sql("SELECT COUNT(*) FROM idempotency_keys WHERE request_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    static Multipart form() {
        return Multipart.of("a.png", PICTURE).text("caption", "one");
    }

    HttpResponse<byte[]> post(Multipart form) {
        return send(uploadRequest(tokenOf(username), form.contentType(), form.body()).header("Idempotency-Key", key));
    }

    HttpResponse<byte[]> postToSecond(Multipart form) {
        return send(uploadRequest(tokenOf(username), form.contentType(), form.body())
                .header("Idempotency-Key", key)
                .uri(second.uri("/api/images"))
                .POST(BodyPublishers.ofByteArray(form.body())));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
