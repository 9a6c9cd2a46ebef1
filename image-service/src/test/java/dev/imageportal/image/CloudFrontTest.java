package dev.imageportal.image;

import static dev.imageportal.local.Component.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.GoldenEvents;
import dev.imageportal.events.ImageUploaded;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.image.picture.Redactions;
import dev.imageportal.local.Components;
import dev.imageportal.local.Ports;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.core.sync.RequestBody;

/// Deletions behind CloudFront. The instance has a database of its own: the other tests' instances would take its
/// deletions for theirs.
class CloudFrontTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static CloudFrontStub cloudFront;
    private static Components ownDatabase;
    private static ConfigurableApplicationContext service;
    private static JdbcClient database;

    private final String username = "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);

    @BeforeAll
    static void start() throws IOException {
        cloudFront = new CloudFrontStub();
        Path all = Files.createDirectories(Path.of("target", "components"));
        ownDatabase = Components.start(Files.createTempDirectory(all, "own-database"), Ports.free(), Set.of(DATABASE));
        Map<String, String> own = ownDatabase.settings(Service.IMAGE);
        Map<String, Object> settings = new HashMap<>(ImageServiceTest.settings(Path.of("target", "cloudfront-spool")));
        for (String setting : List.of("PORTAL_DATABASE_URL", "PORTAL_DATABASE_USERNAME", "PORTAL_DATABASE_PASSWORD")) {
            settings.put(setting, own.get(setting));
        }
        settings.put("PORTAL_CLOUDFRONT_DISTRIBUTION", CloudFrontStub.DISTRIBUTION);
        settings.put("portal.cloudfront.endpoint", cloudFront.url());
        settings.put("portal.cloudfront.pause", "100ms");
        settings.put("portal.cloudfront.longest-pause", "500ms");
        settings.put("portal.image.deletion.retry", "200ms");
        settings.put("portal.events.group", "image-service-" + UUID.randomUUID());
        var application = new SpringApplication(ImageServiceApplication.class);
        application.setDefaultProperties(settings);
        service = application.run("--server.port=0");
        database = service.getBean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        service.close();
        ownDatabase.close();
        cloudFront.close();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(PATIENCE).until(() -> {
            cloudFront.complete();
            return pending() == 0;
        });
    }

    @Test
    void aDeletedPictureLeavesTheCaches() {
        List<String> images = pictures(1);

        delete(images.getFirst());

        await().atMost(PATIENCE).until(() -> pending() == 0);
        assertThat(cloudFront.invalidationsOf(images))
                .containsExactly(List.of("/media/" + images.getFirst() + "/*"));
    }

    @Test
    void anAccountsPicturesLeaveTheCachesAsCloudFrontTakesThem() {
        List<String> images = pictures(40);

        service.getBean(DeletedAccounts.class).add(username, Instant.now());

        await().atMost(PATIENCE).until(() -> cloudFront.invalidationsOf(images).size() == 1);
        int before = cloudFront.requests();
        await().atMost(PATIENCE).until(() -> cloudFront.requests() >= before + 3);
        assertThat(invalidated(images)).hasSizeLessThanOrEqualTo(CloudFrontCaches.MOST_AT_ONCE);
        assertThat(isComplete()).isFalse();

        await().atMost(PATIENCE).until(() -> {
            cloudFront.complete();
            return isComplete();
        });
        assertThat(invalidated(images)).hasSize(40);
        assertThat(cloudFront.invalidationsOf(images)).allSatisfy(
                paths -> assertThat(paths).hasSizeLessThanOrEqualTo(CloudFrontCaches.MOST_AT_ONCE));
    }

    @Test
    void whatCloudFrontFailsToTakeIsTriedAgain() {
        List<String> images = pictures(1);
        cloudFront.fail(3);

        delete(images.getFirst());

        await().atMost(PATIENCE).until(() -> pending() == 0);
        assertThat(cloudFront.invalidationsOf(images)).hasSize(1);
    }

    @Test
    void whileCloudFrontIsAwayTheDeletionIsRemembered() throws IOException {
        List<String> images = pictures(3);
        cloudFront.goAway();
        try {
            images.forEach(CloudFrontTest::delete);
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> pending() == 3);
        } finally {
            cloudFront.comeBack();
        }

        await().atMost(PATIENCE).until(() -> pending() == 0);
        assertThat(invalidated(images)).hasSize(3);
    }

    @Test
    void aLostAnswerBeginsNoSecondInvalidation() {
        List<String> images = pictures(1);
        cloudFront.loseAnswers(2);

        delete(images.getFirst());

        await().atMost(PATIENCE).until(() -> pending() == 0);
        assertThat(cloudFront.invalidationsOf(images)).hasSize(1);
    }

    private Set<String> invalidated(List<String> images) {
        Set<String> paths = new HashSet<>();
        cloudFront.invalidationsOf(images).forEach(paths::addAll);
        return paths;
    }

    private static void delete(String id) {
        Owner owner = new Owner(database.sql("SELECT username FROM images WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single(), Instant.now());
        service.getBean(Removals.class).delete(id, owner, IfMatch.of(List.of()), () -> {});
    }

    private static long pending() {
        return database.sql("SELECT COUNT(*) FROM deletions").query(Long.class).single();
    }

    private boolean isComplete() {
        return database
                .sql("SELECT COUNT(*) FROM deleted_accounts WHERE username = :username AND completed_at IS NOT NULL")
                .param("username", username)
                .query(Long.class)
                .single() == 1;
    }

    /// Without the work of uploads.
    private List<String> pictures(int count) {
        var golden = (ImageUploaded) GoldenEvents.IMAGE_UPLOADED.event();
        return Stream.generate(service.getBean(ImageIds.class)::next).limit(count).map(id -> {
            service.getBean(ObjectStore.class)
                    .put(Paths.renditionKey(id, "320", "webp"), RequestBody.fromString("bytes"), "no-store");
            PublishedImage image = ImageServiceTest.JSON.readValue(
                    ImageServiceTest.JSON.writeValueAsString(golden.image())
                            .replace(golden.imageId(), id)
                            .replace("\"" + golden.image().username() + "\"", "\"" + username + "\""),
                    PublishedImage.class);
            service.getBean(Images.class)
                    .add(new StoredImage(image, FileName.of("a", "jpg"), "0".repeat(64), Redactions.NONE));
            return id;
        }).toList();
    }
}
