package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.Component;
import dev.imageportal.local.Form;
import dev.imageportal.local.Service;
import dev.imageportal.system.PortalClient.Answer;
import dev.imageportal.system.PortalClient.Image;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A picture that was answered with 201 is never lost and shows exactly once, whatever dies when.
class OutageIT extends SystemTest {

    @AfterEach
    void mend() {
        portal().components().start(Component.KAFKA);
        await().atMost(SOON)
                .until(() -> client().get("/api/users/nobody.at.all").status() == 404
                        && client().get("/api/feed").status() == 200
                        && client().get("/api/images/0198c0de-0000-7000-8000-ffffffffffff").status() == 404);
    }

    @Test
    void uploadsGoOnWithoutKafkaAndShowWhenItIsBack() {
        Person person = newPerson();
        Image before = person.upload(client(), Form.of(Pictures.jpeg(80, 60)));
        awaitShownOnce(before);

        portal().components().stop(Component.KAFKA);
        Image during = person.upload(client(), Form.of(Pictures.jpeg(80, 60)).caption("while Kafka was away"));
        assertThat(client().get("/api/images/" + during.id()).as(Image.class)).isEqualTo(during);
        assertThat(client().get(during.renditions().getFirst().url()).status()).isEqualTo(200);
        assertThat(client().imagesOf(person.username()).ids()).containsExactly(before.id());
        portal().components().start(Component.KAFKA);

        awaitShownOnce(during);
        assertThat(client().imagesOf(person.username()).ids()).containsExactly(during.id(), before.id());
    }

    /// Without Kafka the relay cannot have published: the process dies between its commit and its event.
    @Test
    void anEventSurvivesTheDeathOfItsService() {
        Person person = newPerson();

        portal().components().stop(Component.KAFKA);
        Image image = person.upload(client(), Form.of(Pictures.jpeg(80, 60)).caption("survivor"));
        long dead = portal().pid(Service.IMAGE);
        portal().kill(Service.IMAGE);
        portal().components().start(Component.KAFKA);

        await().atMost(SOON).until(() -> portal().pid(Service.IMAGE) != dead);
        awaitShownOnce(image);
        assertThat(client().get(image.originalUrl()).status()).isEqualTo(200);
        assertThat(client().feed().ids()).containsOnlyOnce(image.id());
        assertThat(client().search("@" + person.username()).ids()).containsExactly(image.id());
    }

    @Test
    void aServiceThatIsDownIsSaidToBe() {
        portal().kill(Service.USER);

        Answer answer = client().get("/api/users/nobody.at.all");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.problem().status()).isEqualTo(503);
        assertThat(client().get("/healthz").status()).isEqualTo(200);
        assertThat(client().get("/api/feed").status()).isEqualTo(200);
    }
}
