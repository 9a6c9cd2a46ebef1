package dev.imageportal.image;

import dev.imageportal.defaults.EventTraces;
import dev.imageportal.defaults.IdempotencyDefaults;
import dev.imageportal.defaults.RecurringTask;
import dev.imageportal.image.picture.PictureProcessor;
import dev.imageportal.image.picture.PictureSettings;
import dev.imageportal.image.picture.StepTimes;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.PlatformTransactionManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import(IdempotencyDefaults.class)
class ImageServiceConfiguration {

    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
    private static final int READ_CONNECTIONS = 256;
    /// An original and its renditions at once.
    private static final int CONNECTIONS_PER_UPLOAD = 5;
    private static final int SPARE_CONNECTIONS = 8;

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ImageIds imageIds(InstantSource clock) {
        return new ImageIds(clock);
    }

    @Bean
    StepTimes stepTimes(MeterRegistry metrics) {
        return new StepTimes(metrics);
    }

    @Bean
    PictureProcessor pictureProcessor(ImageSettings settings, StepTimes times, MeterRegistry metrics) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new PictureProcessor(new PictureSettings(settings.upload().maxPixels(), cores, settings.libvips()),
                times, metrics);
    }

    @Bean
    S3Client readingClient(S3Settings settings) {
        return client(settings, READ_CONNECTIONS, settings.patience());
    }

    @Bean
    S3Client writingClient(S3Settings settings, ImageSettings images) {
        return client(settings, images.upload().storedAtOnce() * CONNECTIONS_PER_UPLOAD + SPARE_CONNECTIONS,
                settings.callTimeout());
    }

    @Bean
    ObjectStore objectStore(S3Client readingClient, S3Client writingClient, S3Settings settings) {
        return new ObjectStore(readingClient, writingClient, settings);
    }

    /// Signs as for the object store.
    @Bean
    EdgeCaches edgeCaches(CloudFrontSettings settings, S3Settings signature) {
        if (!settings.used()) {
            return EdgeCaches.NONE;
        }
        return new CloudFrontCaches(new CloudFront(credentials(signature), settings), settings);
    }

    @Bean
    OutboxRelay outboxRelay(Outbox outbox, Duties duties, KafkaOperations<String, byte[]> kafka, EventTraces traces,
            ImageSettings settings, PlatformTransactionManager transactions, MeterRegistry metrics) {
        return new OutboxRelay(outbox, duties, kafka, traces, settings.relay(), transactions, metrics);
    }

    @Bean
    RecurringTask outboxRelayTask(OutboxRelay relay) {
        return relay.task();
    }

    /// The relay itself says that Kafka is away; the default would say so once per event.
    @Bean
    ProducerListener<Object, Object> quietProducer() {
        return new ProducerListener<>() {};
    }

    @Bean
    SchedulingConfigurer sweeping(Sweeper sweeper, ImageSettings settings) {
        return tasks -> tasks.addFixedDelayTask(sweeper::sweep, settings.sweep().interval());
    }

    @Bean
    RecurringTask pendingDeletionsTask(PendingDeletions pending, ImageSettings settings) {
        return new RecurringTask("pending-deletions", settings.deletion().poll(), pending::refresh);
    }

    @Bean
    RecurringTask removalsTask(Removals removals) {
        return new RecurringTask("removals", Duration.ofSeconds(1), removals::resume);
    }

    @Bean
    RecurringTask improvementTask(Improver improver, ImageSettings settings) {
        return new RecurringTask("improvement", settings.improvement().poll(), improver::run);
    }

    @Bean
    RecurringTask accountRemovalsTask(AccountRemovals accounts, ImageSettings settings) {
        return new RecurringTask("account-removals", settings.accounts().poll(), accounts::resume);
    }

    @Bean
    RecurringTask accountPurgeTask(AccountRemovals accounts, ImageSettings settings) {
        return new RecurringTask("account-purge", settings.accounts().purge(), accounts::purge);
    }

    /// @param callTimeout of a request with its repetitions, the body of a download aside
    private static S3Client client(S3Settings settings, int connections, Duration callTimeout) {
        var client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                // A store that is away would be waited for twice: for its consent to the body, then for its answer.
                .serviceConfiguration(service -> service.expectContinueEnabled(false))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .expectContinueEnabled(false)
                        .maxConnections(connections)
                        .connectionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.readTimeout())
                        .connectionAcquisitionTimeout(CONNECTION_WAIT))
                .overrideConfiguration(calls -> calls.apiCallTimeout(callTimeout)
                        .retryStrategy(retries -> retries.maxAttempts(2)));
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            client.endpointOverride(endpoint).forcePathStyle(true);
        }
        return client.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        if (settings.accessKey().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }
}
