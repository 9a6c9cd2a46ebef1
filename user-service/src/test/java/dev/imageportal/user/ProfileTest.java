package dev.imageportal.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.user.Api.Answer;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What everyone may know about a user.
class ProfileTest extends ServiceTest {

    @Test
    void findsProfilesByNamesInUpperCaseToo() {
        String username = signUp();
        confirm(username, code(username));

        assertThat(api.get("/api/users/" + username.toUpperCase(Locale.ROOT)).text("username"))
                .isEqualTo(username);
        api.get("/api/users/me").assertProblem(404, "not-found");
        api.get("/api/users/%00").assertProblem(400, "bad-request");
    }

    @Test
    void countsPicturesAndKeepsTheLastCountDuringAnOutage() {
        String username = signUp();
        confirm(username, code(username));
        IMAGES.count(username, 7);
        await().atMost(SOON).untilAsserted(() -> assertThat(imageCount(username)).isEqualTo(7));

        IMAGES.down(true);
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(imageCount(username)).isEqualTo(7);
            }
        } finally {
            IMAGES.down(false);
        }
        IMAGES.count(username, 8);
        await().atMost(SOON).untilAsserted(() -> assertThat(imageCount(username)).isEqualTo(8));
    }

    @Test
    void tellsOtherServicesDisplayNames() {
        String ada = signUp();
        confirm(ada, code(ada));
        String bob = signUp();
        confirm(bob, code(bob));

        Answer names = api
                .get("/internal/users/display-names?usernames=" + ada + "," + Api.newUsername() + ",1," + bob);

        assertThat(names.status()).isEqualTo(200);
        assertThat(names.json().propertyNames()).containsExactlyInAnyOrder(ada, bob);
        assertThat(names.text(ada)).isEqualTo(ada);
        assertThat(api.get("/internal/users/display-names?usernames=").text()).isEqualTo("{}");
        assertThat(api.get("/internal/users/display-names?usernames=" + "ada,".repeat(200) + "ada").errors())
                .containsExactly("usernames:maxItems");
        assertThat(api.get("/internal/users/display-names").errors()).containsExactly("usernames:required");
    }

    private long imageCount(String username) {
        return api.get("/api/users/" + username).json().path("imageCount").asLong(-1);
    }
}
