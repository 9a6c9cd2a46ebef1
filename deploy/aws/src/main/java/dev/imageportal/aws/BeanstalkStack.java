package dev.imageportal.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.elasticbeanstalk.CfnApplication;
import software.amazon.awscdk.services.elasticbeanstalk.CfnApplicationVersion;
import software.amazon.awscdk.services.elasticbeanstalk.CfnEnvironment;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/// The second way to host the same containers: an Elastic Beanstalk environment in the place of the compute stack,
/// behind the same load balancer and with the same stores.
final class BeanstalkStack extends Stack {

    BeanstalkStack(Construct scope, StackProps properties, DataStack data, Settings settings) {
        super(scope, "ImagePortalBeanstalk", properties);
        Asset bundle = Asset.Builder.create(this, "Bundle").path(bundle()).build();
        CfnApplication application = CfnApplication.Builder.create(this, "Application")
                .applicationName(Settings.NAME)
                .build();
        CfnApplicationVersion version = CfnApplicationVersion.Builder.create(this, "Version")
                .applicationName(Settings.NAME)
                .sourceBundle(CfnApplicationVersion.SourceBundleProperty.builder()
                        .s3Bucket(bundle.getS3BucketName())
                        .s3Key(bundle.getS3ObjectKey())
                        .build())
                .build();
        version.addResourceDependency(application);
        Role service = serviceRole();
        mayReport(data);
        CfnInstanceProfile profile = CfnInstanceProfile.Builder.create(this, "Profile")
                .roles(List.of(data.instances().role().getRoleName()))
                .build();
        CfnEnvironment environment = CfnEnvironment.Builder.create(this, "Environment")
                .applicationName(Settings.NAME)
                .environmentName(Settings.NAME)
                .platformArn("arn:" + getPartition() + ":elasticbeanstalk:" + getRegion() + "::platform/"
                        + settings.beanstalkPlatform())
                .versionLabel(version.getRef())
                .optionSettings(new BeanstalkOptions(data, this, settings)
                        .all(profile.getRef(), service.getRoleArn(), service.getRoleName()))
                .build();
        environment.addResourceDependency(application);
    }

    private static String bundle() {
        try {
            Path folder = Files.createTempDirectory(Settings.NAME);
            Path bundle = Bundle.write(folder);
            // in the opposite order, and only then: the CDK copies the bundle later
            folder.toFile().deleteOnExit();
            bundle.toFile().deleteOnExit();
            return bundle.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Role serviceRole() {
        Role role = Role.Builder.create(this, "Service")
                .assumedBy(new ServicePrincipal("elasticbeanstalk.amazonaws.com"))
                .managedPolicies(List.of(
                        ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSElasticBeanstalkEnhancedHealth"),
                        ManagedPolicy.fromAwsManagedPolicyName("AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy")))
                .build();
        Reasons.accept(role, "IAM4",
                "What Beanstalk itself does changes with its platforms; AWS keeps these two policies for it");
        return role;
    }

    /// What Beanstalk's agent on an instance needs beyond the services.
    private void mayReport(DataStack data) {
        String store = "arn:" + getPartition() + ":s3:::elasticbeanstalk-" + getRegion() + "-" + getAccount();
        Policy policy = Policy.Builder.create(this, "MayReport")
                .statements(List.of(
                        PolicyStatement.Builder.create()
                                .actions(List.of("elasticbeanstalk:PutInstanceStatistics"))
                                .resources(List.of("arn:" + getPartition() + ":elasticbeanstalk:" + getRegion() + ":"
                                        + getAccount() + ":environment/" + Settings.NAME + "/*"))
                                .build(),
                        PolicyStatement.Builder.create()
                                .actions(List.of("s3:GetObject", "s3:PutObject", "s3:ListBucket"))
                                .resources(List.of(store, store + "/*"))
                                .build()))
                .build();
        policy.attachToRole(data.instances().role());
        Reasons.accept(policy, "IAM5",
                "Beanstalk names the objects in its own bucket, and the environment's later names");
    }
}
