package dev.imageportal.aws;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.constructs.Construct;

/// A repository for each of the five services. A tag, once pushed, means the same image for ever.
final class ContainerImages extends Construct {

    static final List<String> SERVICES = List.of("gateway", "user-service", "image-service", "search-service",
            "feed-service");

    private final List<Repository> repositories;

    ContainerImages(Construct scope) {
        super(scope, "ContainerImages");
        repositories = SERVICES.stream().map(this::repository).toList();
    }

    private Repository repository(String service) {
        return Repository.Builder.create(this, service)
                .repositoryName(Settings.NAME + "/" + service)
                .imageTagMutability(TagMutability.IMMUTABLE)
                .imageScanOnPush(true)
                .lifecycleRules(List.of(
                        LifecycleRule.builder().description("enough to go back to").maxImageCount(30).build()))
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    List<Repository> repositories() {
        return repositories;
    }
}
