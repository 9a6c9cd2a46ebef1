package dev.imageportal.chaos;

import dev.imageportal.events.Topics;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What the portal holds, read where it is kept: rows, objects and events.
public final class Holdings {

    private final RunningPortal portal;

    public Holdings(RunningPortal portal) {
        this.portal = portal;
    }

    /// Ids of all images with the SHA-256 of their originals.
    public Map<String, String> images() {
        return rows(Service.IMAGE, "SELECT id, sha256 FROM images");
    }

    /// Ids of one user's images with the SHA-256 of their originals.
    Map<String, String> imagesOf(String username) {
        return rows(Service.IMAGE, "SELECT id, sha256 FROM images WHERE username = '" + username + "'");
    }

    /// What feed-service shows: ids with a checksum of all else.
    Map<String, String> feed() {
        return rows(Service.FEED,
                "SELECT HEX(id), CONCAT(version, ' ', SHA2(json, 256), ' ', HEX(username)) FROM image");
    }

    /// Events that Kafka does not have yet.
    public long outbox() {
        return rows(Service.IMAGE, "SELECT CAST(id AS CHAR), CAST(image_id AS CHAR) FROM outbox").size();
    }

    /// Images that wait for better renditions, which add objects, a version and an event.
    public long improvements() {
        return rows(Service.IMAGE, "SELECT image_id, CAST(attempts AS CHAR) FROM improvements").size();
    }

    /// A connection to a service's schema, as the service itself has it.
    Connection connection(Service service) throws SQLException {
        Map<String, String> settings = portal.components().settings(service);
        return DriverManager.getConnection(
                get(settings, "PORTAL_DATABASE_URL") + "&connectTimeout=3000&socketTimeout=60000",
                get(settings, "PORTAL_DATABASE_USERNAME"), get(settings, "PORTAL_DATABASE_PASSWORD"));
    }

    private Map<String, String> rows(Service service, String query) {
        try (Connection connection = connection(service);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            Map<String, String> rows = new HashMap<>();
            while (result.next()) {
                rows.put(result.getString(1), result.getString(2));
            }
            return rows;
        } catch (SQLException e) {
            throw new ChaosException("the database cannot be read", e);
        }
    }

    /// All keys of the bucket.
    public Set<String> objects() {
        Map<String, String> settings = portal.components().settings(Service.IMAGE);
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(URI.create(get(settings, "PORTAL_S3_ENDPOINT")))
                .region(Region.of(get(settings, "PORTAL_S3_REGION")))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials
                        .create(get(settings, "PORTAL_S3_ACCESS_KEY"), get(settings, "PORTAL_S3_SECRET_KEY"))))
                .overrideConfiguration(override -> override.apiCallTimeout(Duration.ofSeconds(60)))
                .build()) {
            return s3.listObjectsV2Paginator(list -> list.bucket(get(settings, "PORTAL_S3_BUCKET")))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// Events that no consumer could process, since the topics were made.
    long deadLetters() {
        return offsets(Set.of(Topics.IMAGE_EVENTS_DEAD_LETTERS, Topics.USER_EVENTS_DEAD_LETTERS)).values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /// Where each partition's next record will be.
    public Map<TopicPartition, Long> offsets(Set<String> topics) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()))) {
            Map<TopicPartition, OffsetSpec> ends = admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions()
                            .stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(ends).all().get();
            return found.entrySet()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException e) {
            throw new ChaosException("Kafka does not tell its offsets", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }

    String kafka() {
        return get(portal.components().settings(Service.IMAGE), "PORTAL_KAFKA_BOOTSTRAP_SERVERS");
    }

    private static String get(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }
}
