package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.system.PortalClient.Answer;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nobody changes anything without a token of this portal's user pool.
class TokensIT extends SystemTest {

    @Test
    void anUploadNeedsAToken() {
        Form form = Form.of(Pictures.jpeg(60, 40));
        Stored before = Stored.now(portal());

        Answer answer = client().send("POST", "/api/images", form.body(), "Content-Type", form.contentType());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem().status()).isEqualTo(401);
        assertThat(Stored.now(portal())).isEqualTo(before);
    }

    @Test
    void headersOfIdentityAreNotBelieved() {
        Form form = Form.of(Pictures.jpeg(60, 40));

        Answer answer = client().send("POST", "/api/images", form.body(), "Content-Type", form.contentType(),
                "X-User", "ada", "X-Forwarded-User", "ada", "username", "ada");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void forgedTokensAreRefusedEverywhere() {
        String real = newPerson().accessToken();
        Form form = Form.of(Pictures.jpeg(60, 40));
        Stored before = Stored.now(portal());
        String[] parts = real.split("\\.", -1);
        String wrongPool = portal().components()
                .settings(dev.imageportal.local.Service.USER)
                .getOrDefault("PORTAL_TOKEN_ISSUER", "") + "x";

        assertThat(Stream.of(
                new ForgedToken(real).signed(),
                new ForgedToken(real).unsigned(),
                new ForgedToken(real).with("exp", Instant.now().minusSeconds(7200).getEpochSecond()).signed(),
                new ForgedToken(real).with("iss", wrongPool).signed(),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse(),
                "no-token")).allSatisfy(token -> {
                    assertThat(client().upload(token, form).status()).isEqualTo(401);
                    assertThat(client().get("/api/feed", "Authorization", "Bearer " + token).status()).isEqualTo(401);
                });

        assertThat(Stored.now(portal())).isEqualTo(before);
        assertThat(client().upload(real, form).status()).isEqualTo(201);
    }
}
