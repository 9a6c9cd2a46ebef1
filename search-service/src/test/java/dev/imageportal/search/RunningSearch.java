package dev.imageportal.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.PublishedImage;
import dev.imageportal.events.Topics;
import dev.imageportal.local.Component;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as it runs, spoken to as others speak to it: by HTTP and by events on a real broker.
final class RunningSearch implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(60);

    static final UserServiceStub USERS = new UserServiceStub();

    private static final int MORE_THAN_ANY_TEST_HAS = 5_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static @Nullable RunningSearch shared;
    private static @Nullable KafkaProducer<byte[], byte[]> producer;

    private final ConfigurableApplicationContext context;

    private RunningSearch(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// The one for tests that only search: its image-service has no images.
    static synchronized RunningSearch shared() {
        if (shared == null) {
            try {
                shared = start(
                        Files.createTempDirectory(Files.createDirectories(Path.of("target", "indexes")), "shared"),
                        new ImageServiceStub(), group());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return shared;
    }

    /// A group that has read nothing yet.
    static String group() {
        return "search-" + UUID.randomUUID();
    }

    /// @param directory of the index; in OpenSearch the same directory is the same index, too
    static RunningSearch start(Path directory, ImageServiceStub images, String group, String... more) {
        Map<String, String> settings = settings(directory, images, group);
        for (String setting : more) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        SpringApplication application = new SpringApplication(SearchServiceApplication.class);
        application.setRegisterShutdownHook(false);
        return new RunningSearch(application
                .run(settings.entrySet()
                        .stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new)));
    }

    static Map<String, String> settings(Path directory, ImageServiceStub images, String group) {
        Map<String, String> settings = new HashMap<>(
                SharedComponents.with(Component.KAFKA).settings(Service.SEARCH));
        settings.put("PORTAL_SEARCH_SERVICE_PORT", "0");
        settings.put("PORTAL_SEARCH_INDEX_DIRECTORY", directory.toAbsolutePath().toString());
        settings.putAll(SharedOpenSearch.settingsIfWanted(directory));
        settings.put("PORTAL_SEARCH_CONSUMER_GROUP", group);
        settings.put("PORTAL_IMAGE_SERVICE_URL", images.url());
        settings.put("PORTAL_USER_SERVICE_URL", USERS.url());
        settings.put("portal.search.rebuild-retry", "50ms");
        settings.put("portal.search.rebuild-retry-at-most", "200ms");
        return settings;
    }

    int port() {
        return Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(HttpRequest.newBuilder(uri(pathAndQuery)));
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /// The answer to a query.
    ///
    /// @param more further parameters, as in a URL
    JsonNode search(String query, String... more) {
        return json(get(path(query, more)));
    }

    static String path(String query, String... more) {
        return "/api/search?q=" + URLEncoder.encode(query, UTF_8)
                + (more.length == 0 ? "" : "&" + String.join("&", more));
    }

    List<String> ids(String query, String... more) {
        return ids(search(query, more));
    }

    static List<String> ids(JsonNode answer) {
        return answer.get("items").valueStream().map(item -> item.get("id").asString()).toList();
    }

    /// All pages, one after the other.
    List<String> allPages(String query, String... more) {
        List<String> ids = new ArrayList<>();
        String[] parameters = more;
        while (true) {
            JsonNode page = search(query, parameters);
            ids.addAll(ids(page));
            if (ids.size() > MORE_THAN_ANY_TEST_HAS) {
                throw new AssertionError("the pages of " + query + " do not end");
            }
            if (page.get("nextCursor").isNull()) {
                return ids;
            }
            parameters = Arrays.copyOf(more, more.length + 1);
            parameters[more.length] = "cursor=" + page.get("nextCursor").asString();
        }
    }

    /// Publishes images' uploads, and returns once they can be found.
    void index(PublishedImage... images) {
        publish(Arrays.stream(images).map(Pictures::uploaded).toArray(ImageEvent[]::new));
        Arrays.stream(images)
                .collect(Collectors.groupingBy(PublishedImage::username,
                        Collectors.mapping(PublishedImage::id, Collectors.toSet())))
                .forEach(this::awaitFound);
    }

    void awaitFound(PublishedImage image) {
        awaitFound(image.username(), Set.of(image.id()));
    }

    private void awaitFound(String username, Set<String> ids) {
        await().pollDelay(Duration.ZERO)
                .atMost(SOON)
                .until(() -> allPages("@" + username, "limit=100").containsAll(ids));
    }

    /// Returns once everything published so far has been applied: events of one image stay in order, and a marker of
    /// the same partition comes after them.
    void awaitApplied(ImageEvent... events) {
        for (ImageEvent event : events) {
            String user = Pictures.someone();
            PublishedImage marker = Pictures.picture(user, "after");
            publish(event.imageId(), ImageEventJson.write(Pictures.uploaded(marker)));
            awaitFound(marker);
        }
    }

    static void publish(ImageEvent... events) {
        publish(Arrays.stream(events).map(event -> message(event.imageId(), ImageEventJson.write(event))).toList());
    }

    static void publish(String key, byte[] value) {
        publish(List.of(message(key, value)));
    }

    static ProducerRecord<byte[], byte[]> message(String key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.IMAGE_EVENTS, key.getBytes(UTF_8), value);
    }

    static void publish(List<ProducerRecord<byte[], byte[]>> messages) {
        try {
            for (var sent : messages.stream().map(producer()::send).toList()) {
                sent.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                    ProducerConfig.LINGER_MS_CONFIG, 0), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    static String bootstrapServers() {
        return Objects.requireNonNull(SharedComponents.with(Component.KAFKA)
                .settings(Service.SEARCH)
                .get("PORTAL_KAFKA_BOOTSTRAP_SERVERS"));
    }

    @Override
    public void close() {
        context.close();
    }
}
