package dev.imageportal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.local.RunningPortal;
import dev.imageportal.system.PortalClient.Image;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

abstract class SystemTest {

    /// Far more than it takes: only a broken portal or a very busy machine comes near.
    static final Duration SOON = Duration.ofSeconds(60);

    @BeforeEach
    void startThePortal() {
        TestedPortal.gateway();
    }

    /// For what only a portal of the tests' own allows.
    static RunningPortal portal() {
        return TestedPortal.own();
    }

    static PortalClient client() {
        return new PortalClient(TestedPortal.gateway());
    }

    static Person newPerson() {
        return Person.signUp(client());
    }

    /// Waits until feed and search show the image, and that each shows it once.
    static void awaitShownOnce(Image image) {
        awaitInFeed(image.username(), image.id());
        awaitInSearch(image.username(), image.id());
    }

    static void awaitInFeed(String username, String id) {
        await().atMost(SOON).untilAsserted(() -> assertThat(client().imagesOf(username).ids()).containsOnlyOnce(id));
    }

    static void awaitInSearch(String username, String id) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client().search("@" + username).ids()).containsOnlyOnce(id));
    }
}
