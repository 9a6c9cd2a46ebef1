package dev.imageportal.aws;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/// Who asked for what: the logs of bucket, load balancer and CloudFront. They hold people's addresses, so not for long.
final class AccessLogs extends Construct {

    static final Duration KEPT = Duration.days(90);

    private final Bucket bucket;

    AccessLogs(Construct scope) {
        super(scope, "AccessLogs");
        bucket = Bucket.Builder.create(this, "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                // CloudFront delivers its logs by access control list
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("kept for a while")
                        .expiration(KEPT)
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        Reasons.accept(bucket, "S1", "It is where access logs go; logging who writes them would never end");
    }

    Bucket bucket() {
        return bucket;
    }
}
