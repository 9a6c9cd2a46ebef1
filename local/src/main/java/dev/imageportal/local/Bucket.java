package dev.imageportal.local;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/// The portal's bucket in an object store that speaks S3.
record Bucket(URI endpoint, String name, String accessKey, String secretKey) {

    static final String NAME = "image-portal";
    static final String ACCESS_KEY = "portal";
    static final String REGION = "us-east-1";

    private static final Duration ANSWER = Duration.ofSeconds(5);

    void makeWhereAbsent() {
        try (S3Client client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .forcePathStyle(true)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(ANSWER)
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .build())
                .build()) {
            try {
                client.headBucket(request -> request.bucket(name));
            } catch (NoSuchBucketException e) {
                client.createBucket(request -> request.bucket(name));
            }
        }
    }
}
