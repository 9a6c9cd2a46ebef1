package dev.imageportal.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// Makes the schemas and their users: a task that is run once after the first deployment, and again when a schema is
/// added. It alone reads the administrator's password, so no instance has to.
final class Schemas extends Construct {

    Schemas(Construct scope, Network network, Database database) {
        super(scope, "Schemas");
        Cluster.Builder.create(this, "Cluster")
                .vpc(network.vpc())
                .clusterName(Settings.NAME)
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(this, "Task")
                .family(Settings.NAME + "-schemas")
                .cpu(256)
                .memoryLimitMiB(512)
                .runtimePlatform(RuntimePlatform.builder().cpuArchitecture(CpuArchitecture.ARM64).build())
                .build();
        task.addContainer("mysql",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("public.ecr.aws/docker/library/mysql:8.4"))
                        .entryPoint(List.of("bash", "-c"))
                        .command(List.of(InstanceFile.read("schemas.sh")))
                        .secrets(secrets(database))
                        .readonlyRootFilesystem(true)
                        .logging(LogDriver.awsLogs(AwsLogDriverProps.builder()
                                .streamPrefix("schemas")
                                .logGroup(LogGroup.Builder.create(this, "Log")
                                        .retention(RetentionDays.ONE_MONTH)
                                        .removalPolicy(RemovalPolicy.DESTROY)
                                        .build())
                                .build()))
                        .build());
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("The task that makes schemas")
                .build();
        database.instance().getConnections().allowFrom(group, Port.tcp(3306), "schemas");
        output("SchemasSecurityGroup", group.getSecurityGroupId());
        output("SchemasSubnets",
                String.join(",", network.vpc().selectSubnets(Network.withWayOut()).getSubnetIds()));
        Reasons.accept(task, "IAM5", "ECR's log-in is for no single repository", List.of("Resource::*"));
    }

    /// By a name that does not change with the CDK's own, for `docs/aws.md`.
    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build().overrideLogicalId(name);
    }

    private static Map<String, Secret> secrets(Database database) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        secrets.put("MYSQL_HOST", Secret.fromSecretsManager(database.master(), "host"));
        secrets.put("ADMINISTRATOR", Secret.fromSecretsManager(database.master(), "username"));
        secrets.put("MYSQL_PWD", Secret.fromSecretsManager(database.master(), "password"));
        Database.SCHEMAS.forEach(
                schema -> secrets.put("PASSWORD_" + schema,
                        Secret.fromSecretsManager(database.user(schema), "password")));
        return secrets;
    }
}
