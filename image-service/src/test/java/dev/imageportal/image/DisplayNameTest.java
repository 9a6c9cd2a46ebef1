package dev.imageportal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DisplayNameTest extends ImageServiceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void answersNameTheOwnerAsTheOwnerLikes() {
        USERS.call(username, "Ada Lovelace");
        awaitName("Ada Lovelace");

        JsonNode created = uploaded(TestPictures.png(10, 10));
        String id = created.path("id").asString();

        assertThat(created.path("displayName").asString()).isEqualTo("Ada Lovelace");
        assertThat(created.path("username").asString()).isEqualTo(username);
        assertThat(JSON.readTree(get("/api/images/" + id).body()).path("displayName").asString())
                .isEqualTo("Ada Lovelace");
        assertThat(JSON.readTree(patch(id, "{\"caption\": \"a\"}").body()).path("displayName").asString())
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void anotherNameIsAnotherTagOfTheSameVersion() {
        USERS.call(username, "Ada");
        String id = awaitName("Ada");
        String ada = header(get("/api/images/" + id), "ETag");
        USERS.call(username, "Countess");

        try (var second = new SecondInstance()) {
            await().atMost(SOON)
                    .until(() -> displayName(request("").uri(second.uri("/api/images/" + id))), "Countess"::equals);
            HttpResponse<byte[]> countess = send(request("/api/images/" + id).uri(second.uri("/api/images/" + id))
                    .header("If-None-Match", ada));
            assertThat(countess.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(countess.body()).path("displayName").asString()).isEqualTo("Countess");
            assertThat(header(countess, "ETag")).isNotEqualTo(ada);
            HttpResponse<byte[]> changed = send(patchRequest(id, tokenOf(username), "{\"caption\": \"a\"}", "If-Match",
                    ada).uri(second.uri("/api/images/" + id)));
            assertThat(changed.statusCode()).isEqualTo(200);
        }
    }

    /// On a busy machine the name may not be there within the time that an answer waits for it; then it is remembered.
    ///
    /// @return the id of a picture whose answers name its owner so
    private String awaitName(String name) {
        String id = uploaded(TestPictures.png(10, 10)).path("id").asString();
        await().atMost(SOON).until(() -> displayName(request("/api/images/" + id)), name::equals);
        return id;
    }

    private String displayName(HttpRequest.Builder image) {
        return JSON.readTree(send(image).body()).path("displayName").asString();
    }
}
