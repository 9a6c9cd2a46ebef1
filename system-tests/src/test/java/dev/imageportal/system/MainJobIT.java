package dev.imageportal.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import dev.imageportal.system.PortalClient.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the portal is for.
class MainJobIT extends SystemTest {

    @Test
    void aPersonSignsUpUploadsAndOthersFindThePicture() {
        String username = Person.newName();
        String password = "Correct-horse-7";
        String keyword = Person.newName();
        String hashtag = Person.newName();

        assertThat(client().post("/api/users",
                Map.of("username", username, "email", username + "@example.org", "password", password)).status())
                .isEqualTo(201);
        assertThat(logIn(username, password).status()).isEqualTo(403);
        assertThat(logIn(username, password).problem().type()).endsWith("/unconfirmed");
        assertThat(confirm(username, "000000").status()).isEqualTo(400);
        assertThat(confirm(username, Person.code(username)).status()).isEqualTo(204);
        assertThat(logIn(username, "Wrong-horse-7").status()).isEqualTo(401);
        Tokens tokens = logIn(username, password).as(Tokens.class);
        assertThat(tokens.tokenType()).isEqualTo("Bearer");
        assertThat(client().get("/api/users/" + username).status()).isEqualTo(200);

        byte[] file = Pictures.png(900, 600);
        Answer uploaded = client().upload(tokens.accessToken(), new Form().file("holiday.png", file)
                .caption("A " + keyword + " at sea #" + hashtag + " #Été")
                .altText("waves"));
        assertThat(uploaded.status()).isEqualTo(201);
        Image first = uploaded.as(Image.class);
        assertThat(formats(first)).containsOnly("image/jpeg").hasSize(3);
        Image image = improved(first.id());
        assertThat(formats(image)).startsWith("image/jpeg", "image/jpeg", "image/jpeg", "image/webp").hasSize(6);
        assertThat(uploaded.header("Location")).endsWith("/api/images/" + image.id());
        assertThat(image.username()).isEqualTo(username);
        assertThat(image.hashtags()).containsExactly(hashtag, "été");
        assertThat(image.bytes()).isEqualTo(file.length);
        assertThat(image.contentType()).isEqualTo("image/png");
        assertThat(List.of(image.width(), image.height())).containsExactly(900, 600);

        awaitShownOnce(image);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client().imagesOf(username).items()).containsExactly(image));
        await().atMost(SOON).untilAsserted(() -> assertThat(client().search(keyword).items()).containsExactly(image));
        assertThat(client().feed().ids()).startsWith(image.id());
        assertThat(client().imagesOf(username).items()).containsExactly(image);
        assertThat(client().imagesWith(hashtag).items()).containsExactly(image);
        assertThat(client().imagesWith("ÉTÉ").ids()).contains(image.id());
        assertThat(List.of(keyword, "#" + hashtag, "@" + username, "from:" + username, keyword + " #" + hashtag))
                .allSatisfy(query -> assertThat(client().search(query).items()).containsExactly(image));
        assertThat(client().search(keyword + " -sea").items()).isEmpty();

        assertThat(client().get("/api/images/" + image.id()).as(Image.class)).isEqualTo(image);
        Answer original = client().get(image.originalUrl());
        assertThat(original.status()).isEqualTo(200);
        assertThat(original.bytes()).isEqualTo(file);
        assertThat(original.header("Content-Disposition")).startsWith("attachment").contains("holiday.png");
        assertThat(image.renditions()).isNotEmpty().allSatisfy(rendition -> {
            Answer media = client().get(rendition.url());
            assertThat(media.status()).isEqualTo(200);
            assertThat(media.header("Content-Type")).isEqualTo(rendition.contentType());
            assertThat(media.header("Cache-Control")).contains("immutable").contains("public");
            boolean webp = rendition.contentType().equals("image/webp");
            assertThat(new String(media.bytes(), webp ? 8 : 0, webp ? 4 : 2, ISO_8859_1))
                    .isEqualTo(webp ? "WEBP" : "\u00ff\u00d8");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/feed", "/api/users/nobody.at.all/images", "/api/tags/nothing/images",
            "/api/search?q=nothing"})
    void listsAreThereBeforeAnythingIs(String list) {
        assertThat(client().get(list).status()).isEqualTo(200);
    }

    private static List<String> formats(Image image) {
        return image.renditions().stream().map(PortalClient.Rendition::contentType).toList();
    }

    /// Once it has renditions in the best format.
    private static Image improved(String id) {
        return await().atMost(SOON)
                .until(() -> client().get("/api/images/" + id).as(Image.class), image -> image.version() > 1);
    }

    private static Answer logIn(String username, String password) {
        return client().post("/api/tokens", Map.of("username", username, "password", password));
    }

    private static Answer confirm(String username, String code) {
        return client().post("/api/users/" + username + "/confirmation", Map.of("code", code));
    }
}
