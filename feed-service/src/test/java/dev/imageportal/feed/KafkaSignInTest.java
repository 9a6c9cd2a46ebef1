package dev.imageportal.feed;

import static dev.imageportal.feed.Pictures.newUsername;
import static dev.imageportal.feed.Pictures.picture;
import static dev.imageportal.feed.Pictures.uploaded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import dev.imageportal.local.GuardedKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// Consumers, the producer of dead letters and the client that measures the lag: where the broker wants to know who they
/// are, all of them sign in as `spring.kafka.properties` says.
class KafkaSignInTest extends FeedServiceTest {

    private static GuardedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = new GuardedKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whoDoesNotSignInIsRefused() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000))) {
            assertThatThrownBy(() -> admin.listTopics().names().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void everyClientSignsIn() {
        PublishedImage image = picture(newUsername());
        String bad = newUsername();
        try (ConfigurableApplicationContext service = start(signInOfServices())) {
            publish(client(), List.of(
                    new ProducerRecord<>(Topics.IMAGE_EVENTS, bad.getBytes(UTF_8), "no event".getBytes(UTF_8)),
                    new ProducerRecord<>(Topics.IMAGE_EVENTS, image.id().getBytes(UTF_8),
                            ImageEventJson.write(uploaded(image)))));

            await().atMost(SOON)
                    .until(() -> ids(JSON.readTree(get(port(service), imagesOf(image.username())).body())),
                            List.of(image.id())::equals);
            await().atMost(SOON).until(() -> DeadLetterTopic.letters(client(), bad).size() == 1);
            await().atMost(SOON)
                    .until(() -> get(port(service), "/actuator/prometheus").body()
                            .lines()
                            .anyMatch(line -> line.matches("portal_events_lag_records\\{.*image-events.*} 0\\.0")));
        }
    }

    private static Map<String, String> signInOfServices() {
        Map<String, String> settings = new HashMap<>();
        kafka.signIn().forEach((name, value) -> settings.put("spring.kafka.properties." + name, value.toString()));
        settings.put("PORTAL_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        return settings;
    }

    private static Map<String, Object> client() {
        Map<String, Object> settings = new HashMap<>(kafka.signIn());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return settings;
    }
}
