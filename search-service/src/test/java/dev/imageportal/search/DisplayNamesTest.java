package dev.imageportal.search;

import static dev.imageportal.search.Pictures.picture;
import static dev.imageportal.search.Pictures.someone;
import static dev.imageportal.search.RunningSearch.SOON;
import static dev.imageportal.search.RunningSearch.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.local.UserServiceStub.Mood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class DisplayNamesTest {

    private final RunningSearch service = RunningSearch.shared();
    private final String user = someone();

    @AfterEach
    void recover() {
        USERS.become(Mood.WELL);
    }

    @Test
    void standInFoundPictures() {
        String name = "Ada “A\" \\ <Lovelace> 🌸";
        USERS.call(user, name);
        PublishedImage image = picture(user, "A \"quoted\" \\ caption 🌸");
        service.index(image);

        await().atMost(SOON).until(() -> displayName().equals(name));
        JsonNode item = service.search("@" + user + " quoted").at("/items/0");
        assertThat(item.get("username").asString()).isEqualTo(user);
        assertThat(item.get("caption").asString()).isEqualTo(image.caption());
        assertThat(item.get("highlight").asString()).contains("<mark>quoted</mark>");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILING", "SILENT"})
    void areUserNamesWhileUserServiceIsAwayAndComeBack(Mood mood) {
        USERS.call(user, "Ada");
        USERS.become(mood);
        service.index(picture(user, "caption"));

        assertThat(displayName()).isEqualTo(user);

        USERS.become(Mood.WELL);
        await().atMost(SOON).until(() -> displayName().equals("Ada"));
    }

    private String displayName() {
        return service.search("@" + user).at("/items/0/displayName").asString();
    }
}
