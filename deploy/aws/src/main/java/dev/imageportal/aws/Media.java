package dev.imageportal.aws;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/// The pictures: originals and renditions in one private bucket. What is deleted or overwritten can be brought back for
/// [#OLD_VERSIONS]; then it is gone.
final class Media extends Construct {

    static final Duration OLD_VERSIONS = Duration.days(30);

    private final Bucket bucket;

    Media(Construct scope, AccessLogs logs) {
        super(scope, "Media");
        bucket = Bucket.Builder.create(this, "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .versioned(true)
                .lifecycleRules(List.of(
                        LifecycleRule.builder()
                                .id("what was never finished")
                                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                                .build(),
                        LifecycleRule.builder()
                                .id("old versions")
                                .noncurrentVersionExpiration(OLD_VERSIONS)
                                .expiredObjectDeleteMarker(true)
                                .build(),
                        // looked at when new, then hardly ever: renditions are what people see
                        LifecycleRule.builder()
                                .id("originals cost less when nobody wants them")
                                .prefix("originals/")
                                .transitions(List.of(Transition.builder()
                                        .storageClass(StorageClass.INTELLIGENT_TIERING)
                                        .transitionAfter(Duration.days(30))
                                        .build()))
                                .build()))
                .serverAccessLogsBucket(logs.bucket())
                .serverAccessLogsPrefix("s3/")
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    Bucket bucket() {
        return bucket;
    }
}
