package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nobody changes anything without a token of this portal's user pool.
class TokensIT extends SystemTest {

    @Test
    void anUploadNeedsAToken() {
        Form form = Form.of(Pictures.jpeg(60, 40));
        Optional<Stored> before = Stored.now();

        Answer answer = client().send("POST", "/api/images", form.body(), "Content-Type", form.contentType());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem().status()).isEqualTo(401);
        assertThat(Stored.now()).isEqualTo(before);
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
        String[] parts = real.split("\\.", -1);

        assertRefused(Stream.of(new ForgedToken(real).signedByAStranger(), new ForgedToken(real).unsigned(),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse(),
                new ForgedToken(real).with("username", "ada").unsigned(), "no-token", "a.b.c"));
    }

    /// Signed as they should be, and yet not for this portal, not for this use, or not any more.
    @Test
    void tokensThatMeanSomethingElseAreRefusedEverywhere() {
        String real = newPerson().accessToken();
        String issuer = new ForgedToken(real).claim("iss");

        assertRefused(Stream.of(
                new ForgedToken(real).with("exp", Instant.now().minusSeconds(600).getEpochSecond()),
                new ForgedToken(real).without("exp"),
                new ForgedToken(real).with("iss", issuer + "x"),
                new ForgedToken(real).without("iss"),
                new ForgedToken(real).with("client_id", "another"),
                new ForgedToken(real).with("token_use", "id"),
                new ForgedToken(real).without("username")).map(ForgedToken::signedByThePool));

        String unchanged = new ForgedToken(real).signedByThePool();
        assertThat(client().upload(unchanged, Form.of(Pictures.jpeg(60, 40))).status()).isEqualTo(201);
    }

    private static void assertRefused(Stream<String> tokens) {
        Form form = Form.of(Pictures.jpeg(60, 40));
        Optional<Stored> before = Stored.now();
        assertThat(tokens).allSatisfy(token -> {
            assertThat(client().upload(token, form).status()).isEqualTo(401);
            assertThat(client().get("/api/feed", "Authorization", "Bearer " + token).status()).isEqualTo(401);
        });
        assertThat(Stored.now()).isEqualTo(before);
    }
}
