package dev.imageportal.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.events.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ComponentsTest {

    @Test
    void aDatabaseUserSeesItsOwnSchemaOnlyAndDataOutlivesARestart() throws SQLException {
        Components components = SharedComponents.with(Component.DATABASE);
        String table = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection users = connect(components.settings(Service.USER));
                Statement statement = users.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (name VARCHAR(20)) ");
            statement.execute("INSERT INTO " + table + " VALUES ('\uD83C\uDF04')");
        }
        try (Connection images = connect(components.settings(Service.IMAGE));
                Statement statement = images.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT * FROM users." + table))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }

        components.stop(Component.DATABASE);
        assertThatThrownBy(() -> connect(components.settings(Service.USER))).isInstanceOf(SQLException.class);
        components.start(Component.DATABASE);

        try (Connection users = connect(components.settings(Service.USER));
                Statement statement = users.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM " + table)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("\uD83C\uDF04");
        }
    }

    @Test
    void theBucketKeepsObjectsOverARestartAndTurnsStrangersAway() {
        Components components = SharedComponents.with(Component.OBJECT_STORE);
        Map<String, String> settings = components.settings(Service.IMAGE);
        String bucket = setting(settings, "PORTAL_S3_BUCKET");
        String key = "originals/" + UUID.randomUUID();
        try (S3Client client = s3(settings, setting(settings, "PORTAL_S3_SECRET_KEY"))) {
            client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("a picture"));
        }

        components.kill(Component.OBJECT_STORE);
        components.start(Component.OBJECT_STORE);

        try (S3Client client = s3(settings, setting(settings, "PORTAL_S3_SECRET_KEY"))) {
            assertThat(client.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String())
                    .isEqualTo("a picture");
        }
        try (S3Client client = s3(settings, "another")) {
            assertThatThrownBy(() -> client.getObjectAsBytes(request -> request.bucket(bucket).key(key)))
                    .isInstanceOf(S3Exception.class);
        }
    }

    @Test
    void topicsKeepTheirRecordsOverARestart() throws Exception {
        Components components = SharedComponents.with(Component.KAFKA);
        String server = setting(components.settings(Service.FEED), "PORTAL_KAFKA_BOOTSTRAP_SERVERS");
        String value = UUID.randomUUID().toString();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", server),
                new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.IMAGE_EVENTS_DEAD_LETTERS, "key", value)).get();
        }

        components.stop(Component.KAFKA);
        components.start(Component.KAFKA);

        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", server, "group.id", value, "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer())) {
            assertThat(consumer.partitionsFor(Topics.IMAGE_EVENTS)).hasSize(6);
            consumer.subscribe(List.of(Topics.IMAGE_EVENTS_DEAD_LETTERS));
            ConsumerRecords<String, String> records = ConsumerRecords.empty();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (records.isEmpty() && System.nanoTime() < deadline) {
                records = consumer.poll(Duration.ofMillis(200));
            }
            assertThat(records).extracting(record -> record.value()).contains(value);
        }
    }

    @Test
    void accountsOutliveARestartAndTheirTokensNameTheIssuer() throws Exception {
        Components components = SharedComponents.with(Component.ACCOUNTS);
        String username = "u" + UUID.randomUUID().toString().substring(0, 8);
        String token = components.accounts().accessToken(username);
        Map<String, String> settings = components.settings(Service.USER);
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"iss\":\"" + setting(settings, "PORTAL_TOKEN_ISSUER") + "\"")
                .contains("\"username\":\"" + username + "\"")
                .contains("\"client_id\":\"" + setting(settings, "PORTAL_TOKEN_CLIENT_ID") + "\"");
        assertThat(get(setting(settings, "PORTAL_TOKEN_JWKS_URI"))).contains("\"kty\":\"RSA\"");
        assertThat(components.accounts().code(username)).hasValueSatisfying(code -> assertThat(code).matches("\\d+"));

        String other = "u" + UUID.randomUUID().toString().substring(0, 8);
        components.accounts().accessToken(other);
        assertThat(components.accounts().code(other)).isPresent();
        assertThat(components.accounts().code(username)).isPresent();

        components.kill(Component.ACCOUNTS);
        components.start(Component.ACCOUNTS);

        assertThat(components.settings(Service.USER)).isEqualTo(settings);
        assertThat(components.accounts().accessToken(username)).isNotEmpty();
    }

    private static Connection connect(Map<String, String> settings) throws SQLException {
        return DriverManager.getConnection(setting(settings, "PORTAL_DATABASE_URL"),
                setting(settings, "PORTAL_DATABASE_USERNAME"), setting(settings, "PORTAL_DATABASE_PASSWORD"));
    }

    private static S3Client s3(Map<String, String> settings, String secret) {
        return S3Client.builder()
                .endpointOverride(URI.create(setting(settings, "PORTAL_S3_ENDPOINT")))
                .region(Region.of(setting(settings, "PORTAL_S3_REGION")))
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(setting(settings, "PORTAL_S3_ACCESS_KEY"), secret)))
                .forcePathStyle(true)
                .build();
    }

    private static String get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String setting(Map<String, String> settings, String name) {
        return settings.getOrDefault(name, "");
    }
}
