package dev.imageportal.aws;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackProps;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.cxapi.CloudAssembly;

/// The portal's stacks, and the rules that they are checked against.
final class PortalApp {

    /// What newer CDK does by itself, and older did otherwise.
    private static final Map<String, Object> FLAGS = Map.of("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true,
            "@aws-cdk/aws-iam:minimizePolicies", true, "@aws-cdk/core:checkSecretUsage", true,
            "@aws-cdk/core:validateAgainstDefaultRules", true, "@aws-cdk/core:enablePartitionLiterals", true,
            "@aws-cdk/core:defaultCrossStackReferences", "strong");

    private final App app;

    /// @param chosen values of [Settings] by name, over those that the CDK's own command line brings
    /// @param folder for the templates; null: where the CDK's command line wants them, else a temporary one
    PortalApp(Map<String, String> chosen, @Nullable Path folder) {
        AppProps.Builder properties = AppProps.builder()
                .context(FLAGS)
                .postCliContext(chosen)
                .analyticsReporting(false)
                .treeMetadata(false);
        if (folder != null) {
            properties.outdir(folder.toString());
        }
        app = new App(properties.build());
        Settings settings = settings();
        EdgeStack edge = new EdgeStack(app, stack("us-east-1", "What CloudFront takes from us-east-1").build());
        DataStack data = new DataStack(app,
                stack(settings.region(), "Network, stores, accounts and the way in").terminationProtection(true)
                        .build(),
                edge, settings);
        new ComputeStack(app,
                stack(settings.region(), "Instances of the portal, and how many").build(), data, settings);
        new BeanstalkStack(app,
                stack(settings.region(), "Instances of the portal, kept by Elastic Beanstalk").build(), data, settings);
        Tags.of(app).add("project", Settings.NAME);
        Aspects.of(app).add(new AwsSolutionsChecks(NagPackProps.builder().verbose(true).reports(false).build()));
    }

    private Settings settings() {
        Map<String, Object> chosen = new HashMap<>();
        for (String name : Settings.names()) {
            Object value = app.getNode().tryGetContext(name);
            if (value != null) {
                chosen.put(name, value);
            }
        }
        return Settings.of(chosen);
    }

    private static StackProps.Builder stack(String region, String description) {
        return StackProps.builder()
                .env(Environment.builder().region(region).build())
                .crossRegionReferences(true)
                .description("Image Portal: " + description);
    }

    CloudAssembly synthesize() {
        return app.synth();
    }
}
