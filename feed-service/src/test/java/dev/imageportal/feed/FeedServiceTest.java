package dev.imageportal.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import dev.imageportal.local.Component;
import dev.imageportal.local.Components;
import dev.imageportal.local.Service;
import dev.imageportal.local.SharedComponents;
import dev.imageportal.local.UserServiceStub;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The running service on a real database and a real broker, spoken to as others speak to it.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class FeedServiceTest {

    static final JsonMapper JSON = new JsonMapper();
    static final Duration SOON = Duration.ofSeconds(60);

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @LocalServerPort
    int port;

    /// Taken once: taking them starts what does not run, which tests of outages would not like.
    private static final Components COMPONENTS = SharedComponents.with(Component.DATABASE, Component.KAFKA);

    static final UserServiceStub USERS = new UserServiceStub();

    static Components components() {
        return COMPONENTS;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        allSettings().forEach((name, value) -> properties.add(name, () -> value));
    }

    private static Map<String, String> allSettings() {
        Map<String, String> settings = new HashMap<>(components().settings(Service.FEED));
        settings.put("PORTAL_USER_SERVICE_URL", USERS.url());
        settings.put("PORTAL_FEED_TRENDING_EVERY", "500ms");
        settings.put("portal.events.lag-every", "500ms");
        return settings;
    }

    /// One more instance, in this process, on a port of its own.
    ///
    /// @param more beans that it has besides
    static ConfigurableApplicationContext start(Map<String, String> changes, Class<?>... more) {
        Map<String, String> settings = allSettings();
        settings.putAll(changes);
        settings.put("server.port", "0");
        settings.put("spring.jmx.enabled", "false");
        SpringApplication application = new SpringApplication(FeedApplication.class);
        application.addPrimarySources(List.of(more));
        return application.run(settings.entrySet()
                .stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    static int port(ConfigurableApplicationContext service) {
        return Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer()).getPort();
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) {
        return get(port, pathAndQuery, headers);
    }

    static HttpResponse<String> get(int port, String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(pathAndQuery + " got no answer", e);
        }
    }

    JsonNode list(String pathAndQuery) {
        HttpResponse<String> answer = get(pathAndQuery);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    List<String> ids(String pathAndQuery) {
        return ids(list(pathAndQuery));
    }

    static List<String> ids(JsonNode list) {
        return list.get("items").valueStream().map(item -> item.get("id").asString()).toList();
    }

    static @Nullable String nextCursor(JsonNode list) {
        return list.get("nextCursor").asStringOpt().orElse(null);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    static String imagesOf(String username) {
        return "/api/users/" + encoded(username) + "/images";
    }

    static String imagesWith(String tag) {
        return "/api/tags/" + encoded(tag) + "/images";
    }

    /// Publishes the events and waits until the service has worked through them.
    void apply(ImageEvent... events) {
        publish(events);
        awaitConsumed();
    }

    static void publish(ImageEvent... events) {
        publish(Arrays.stream(events)
                .map(event -> new ProducerRecord<>(Topics.IMAGE_EVENTS, event.imageId().getBytes(UTF_8),
                        ImageEventJson.write(event)))
                .toList());
    }

    static void publish(List<ProducerRecord<byte[], byte[]>> messages) {
        publish(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()), messages);
    }

    static void publish(Map<String, Object> settings, List<ProducerRecord<byte[], byte[]>> messages) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var sent : messages.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    static String bootstrapServers() {
        return java.util.Objects
                .requireNonNull(components().settings(Service.FEED).get("PORTAL_KAFKA_BOOTSTRAP_SERVERS"));
    }

    void awaitConsumed() {
        ConsumerLag.awaitNone(bootstrapServers(), SOON);
    }

    void awaitShown(PublishedImage image) {
        await().atMost(SOON)
                .until(() -> ids(imagesOf(image.username()) + "?limit=100").contains(image.id()));
    }
}
