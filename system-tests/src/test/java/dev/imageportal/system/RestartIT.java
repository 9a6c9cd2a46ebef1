package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageportal.local.Form;
import dev.imageportal.system.PortalClient.Image;
import org.junit.jupiter.api.Test;

/// The data survives the portal's end.
class RestartIT extends SystemTest {

    @Test
    void accountsPicturesFeedAndSearchAreStillThere() {
        TestedPortal.own();
        Person person = newPerson();
        String hashtag = Person.newName();
        byte[] file = Pictures.png(120, 90);
        Image before = person.upload(client(), Form.of(file).caption("kept #" + hashtag));
        awaitShownOnce(before);

        ThePortal.restart();

        assertThat(client().imagesOf(person.username()).items()).containsExactly(before);
        assertThat(client().imagesWith(hashtag).items()).containsExactly(before);
        assertThat(client().search("kept #" + hashtag).items()).containsExactly(before);
        assertThat(client().get(before.originalUrl()).bytes()).isEqualTo(file);
        assertThat(client().get(before.renditions().getLast().url()).status()).isEqualTo(200);
        assertThat(client().get("/api/users/" + person.username()).status()).isEqualTo(200);
        Person again = Person.logIn(client(), person.username(), person.password());
        Image after = again.upload(client(), Form.of(Pictures.png(120, 90)).caption("more #" + hashtag));
        awaitShownOnce(after);
        assertThat(client().imagesWith(hashtag).ids()).containsExactly(after.id(), before.id());
        assertThat(person.upload(client(), Form.of(Pictures.png(120, 90))).username()).isEqualTo(person.username());
    }
}
