package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTParser;
import dev.imageportal.user.Api.Answer;
import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// From signing up to the first log-in.
class ConfirmationTest extends ServiceTest {

    @Test
    void signsUpConfirmsAndLogsIn() throws ParseException {
        String username = Api.newUsername();
        Instant before = Instant.now();

        Answer signedUp = api.post("/api/users", Map.of("username", username, "email", username + "@example.org",
                "password", PASSWORD, "displayName", "  Ada 🦋 Lovelace "));
        assertThat(signedUp.status()).as(signedUp.text()).isEqualTo(201);
        assertThat(signedUp.text("username")).isEqualTo(username);
        assertThat(signedUp.text("codeSentTo")).contains("@");
        assertThat(signedUp.json().propertyNames()).containsExactlyInAnyOrder("username", "codeSentTo");
        api.get("/api/users/" + username).assertProblem(404, "not-found");
        logIn(username, PASSWORD).assertProblem(403, "unconfirmed");

        Answer confirmed = confirm(username, code(username));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(204);
        Answer profile = api.get("/api/users/" + username);
        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.json().propertyNames()).containsExactlyInAnyOrder("username", "displayName", "bio",
                "joinedAt", "imageCount");
        assertThat(profile.text("username")).isEqualTo(username);
        assertThat(profile.text("displayName")).isEqualTo("Ada 🦋 Lovelace");
        assertThat(profile.text("bio")).isEmpty();
        assertThat(Instant.parse(profile.text("joinedAt"))).isBetween(before.minusMillis(1), Instant.now());
        assertThat(profile.json().path("imageCount").asInt(-1)).isZero();

        Answer tokens = logIn(username.toUpperCase(Locale.ROOT), PASSWORD);
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        assertThat(tokens.text("tokenType")).isEqualTo("Bearer");
        assertThat(tokens.json().path("expiresIn").asInt()).isEqualTo(3600);
        assertThat(tokens.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(JWTParser.parse(tokens.text("accessToken")).getJWTClaimsSet().getStringClaim("username"))
                .isEqualTo(username);

        Answer refreshed = api.post("/api/tokens", Map.of("refreshToken", tokens.text("refreshToken")));
        assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
        assertThat(refreshed.text("refreshToken")).isNotEmpty();
        assertThat(refreshed.json().path("expiresIn").asInt()).isEqualTo(3600);
        assertThat(JWTParser.parse(refreshed.text("accessToken")).getJWTClaimsSet().getStringClaim("username"))
                .isEqualTo(username);
    }

    @Test
    void showsTheUsernameWithoutADisplayName() {
        String username = signUp();
        confirm(username, code(username));

        assertThat(api.get("/api/users/" + username).text("displayName")).isEqualTo(username);
    }

    @Test
    void refusesWrongCodesAndUnknownAccountsAlike() {
        String username = signUp();
        String right = code(username);
        String wrong = right.equals("000000") ? "000001" : "000000";

        Answer wrongCode = confirm(username, wrong);
        wrongCode.assertProblem(400, "wrong-code");
        assertThat(wrongCode.errors()).containsExactly("code:code");
        String unknown = Api.newUsername();
        assertThat(confirm(unknown, wrong).text().replace(unknown, username)).isEqualTo(wrongCode.text());
        confirm(username, "no code at all").assertProblem(400, "wrong-code");
        confirm("1", wrong).assertProblem(400, "wrong-code");
        assertThat(api.post("/api/users/" + username + "/confirmation", Map.of()).errors())
                .containsExactly("code:required");

        assertThat(confirm(username, right).status()).isEqualTo(204);
        confirm(username, right).assertProblem(400, "already-confirmed");
    }
}
