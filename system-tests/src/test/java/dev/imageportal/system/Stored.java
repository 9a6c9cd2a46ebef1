package dev.imageportal.system;

import static org.awaitility.Awaitility.await;

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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/// All that the portal holds of pictures: rows, objects and events.
record Stored(long images, Set<String> objects, long events) {

    /// Once no picture waits for better renditions and every event has left the outbox. Empty, and so always the same, for a portal that the tests didn't start:
    /// nobody but they may look into its stores.
    static Optional<Stored> now() {
        return TestedPortal.ownIfTested().map(Stored::of);
    }

    private static Stored of(RunningPortal portal) {
        Map<String, String> settings = portal.components().settings(Service.IMAGE);
        // first what adds objects and events by itself: an earlier test's large pictures may still get their WebP files
        await().atMost(Duration.ofSeconds(60)).until(() -> count(settings, "improvements") == 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> count(settings, "outbox") == 0);
        return new Stored(count(settings, "images"), objects(settings), events(settings));
    }

    private static long count(Map<String, String> settings, String table) {
        try (Connection connection = DriverManager.getConnection(get(settings, "PORTAL_DATABASE_URL"),
                get(settings, "PORTAL_DATABASE_USERNAME"), get(settings, "PORTAL_DATABASE_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> objects(Map<String, String> settings) {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(URI.create(get(settings, "PORTAL_S3_ENDPOINT")))
                .region(Region.of(get(settings, "PORTAL_S3_REGION")))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials
                        .create(get(settings, "PORTAL_S3_ACCESS_KEY"), get(settings, "PORTAL_S3_SECRET_KEY"))))
                .build()) {
            return s3.listObjectsV2Paginator(list -> list.bucket(get(settings, "PORTAL_S3_BUCKET")))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static long events(Map<String, String> settings) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                get(settings, "PORTAL_KAFKA_BOOTSTRAP_SERVERS")))) {
            Map<TopicPartition, OffsetSpec> ends = admin.describeTopics(Set.of(Topics.IMAGE_EVENTS))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions()
                            .stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String get(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }
}
