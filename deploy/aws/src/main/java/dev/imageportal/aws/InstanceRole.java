package dev.imageportal.aws;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.Construct;

/// Who the instances are: their role, which may do what the five services and the start of an instance need and nothing
/// else, and the security group by which the stores know them.
final class InstanceRole extends Construct {

    private final Role role;
    private final SecurityGroup group;
    private final LogGroup log;

    InstanceRole(Construct scope, Network network) {
        super(scope, "InstanceRole");
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .description("Instances of the portal")
                .build();
        group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("Instances of the portal")
                .build();
        log = LogGroup.Builder.create(this, "Log")
                .logGroupName("/" + Settings.NAME + "/services")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        log.grantWrite(role);
        // what AWS's own AmazonSSMManagedInstanceCore allows, without its right to read every parameter of the account
        allow(List.of("ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"),
                List.of("*"));
    }

    void mayUse(Media media) {
        media.bucket().grantReadWrite(role);
        media.bucket().grantDelete(role);
    }

    /// To have deleted pictures dropped from its caches.
    void mayUse(Edge edge) {
        edge.distribution().grantCreateInvalidation(role);
    }

    void mayUse(Database database) {
        Database.SCHEMAS.forEach(schema -> database.user(schema).grantRead(role));
    }

    void mayUse(Accounts accounts) {
        allow(List.of("cognito-idp:AdminGetUser", "cognito-idp:AdminDeleteUser", "cognito-idp:DescribeUserPoolClient"),
                List.of(accounts.pool().getUserPoolArn()));
    }

    void mayUse(EventBroker broker) {
        allow(List.of("kafka:GetBootstrapBrokers"), List.of(broker.arn("cluster")));
        allow(List.of("kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:WriteDataIdempotently"),
                List.of(broker.arn("cluster")));
        allow(List.of("kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData",
                "kafka-cluster:WriteData"), List.of(broker.arn("topic")));
        allow(List.of("kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"), List.of(broker.arn("group")));
    }

    void mayUse(ContainerImages images) {
        images.repositories().forEach(repository -> repository.grantPull(role));
    }

    void mayUse(SearchIndex index) {
        allow(SearchIndex.ACTIONS, List.of(index.arn()));
    }

    void maySee(Settings settings, InstanceSettings parameters) {
        Stack stack = Stack.of(this);
        String prefix = "arn:" + stack.getPartition();
        allow(List.of("ssm:GetParametersByPath"), List.of(prefix + ":ssm:" + stack.getRegion() + ":"
                + stack.getAccount() + ":parameter" + parameters.path()));
        allow(List.of("ec2:GetManagedPrefixListEntries"), List.of(
                prefix + ":ec2:" + stack.getRegion() + ":aws:prefix-list/" + settings.edgePrefixList()));
    }

    private void allow(List<String> actions, List<String> resources) {
        role.addToPolicy(PolicyStatement.Builder.create().actions(actions).resources(resources).build());
    }

    Role role() {
        return role;
    }

    SecurityGroup group() {
        return group;
    }
}
