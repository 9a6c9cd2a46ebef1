package dev.imageportal.aws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.ResourcePolicy;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.opensearchservice.CfnDomain;
import software.constructs.Construct;

/// Amazon OpenSearch Service for search-service: three nodes, one in each zone, that answer to signed requests of the
/// services' role alone. What is in it can be made anew from image-service.
final class SearchIndex extends Construct {

    private final CfnDomain domain;

    SearchIndex(Construct scope, Network network, ISecurityGroup services, IRole role, Settings settings) {
        super(scope, "SearchIndex");
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("Search nodes")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(services, Port.tcp(443), "services");
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        ResourcePolicy delivery = ResourcePolicy.Builder.create(this, "LogDelivery")
                .policyStatements(List.of(PolicyStatement.Builder.create()
                        .principals(List.of(new ServicePrincipal("es.amazonaws.com")))
                        .actions(List.of("logs:PutLogEvents", "logs:CreateLogStream"))
                        .resources(List.of(log.getLogGroupArn()))
                        .build()))
                .build();
        domain = CfnDomain.Builder.create(this, "Domain")
                .domainName(Settings.NAME)
                // the newest here that search-service's library is made for
                .engineVersion("OpenSearch_3.3")
                .clusterConfig(CfnDomain.ClusterConfigProperty.builder()
                        .instanceType(settings.search())
                        .instanceCount(3)
                        .zoneAwarenessEnabled(true)
                        .zoneAwarenessConfig(
                                CfnDomain.ZoneAwarenessConfigProperty.builder().availabilityZoneCount(3).build())
                        .build())
                .ebsOptions(CfnDomain.EBSOptionsProperty.builder()
                        .ebsEnabled(true)
                        .volumeType("gp3")
                        .volumeSize(20)
                        .build())
                .vpcOptions(CfnDomain.VPCOptionsProperty.builder()
                        .subnetIds(network.vpc().selectSubnets(Network.isolated()).getSubnetIds())
                        .securityGroupIds(List.of(group.getSecurityGroupId()))
                        .build())
                .encryptionAtRestOptions(CfnDomain.EncryptionAtRestOptionsProperty.builder().enabled(true).build())
                .nodeToNodeEncryptionOptions(
                        CfnDomain.NodeToNodeEncryptionOptionsProperty.builder().enabled(true).build())
                .domainEndpointOptions(CfnDomain.DomainEndpointOptionsProperty.builder()
                        .enforceHttps(true)
                        .tlsSecurityPolicy("Policy-Min-TLS-1-2-PFS-2023-10")
                        .build())
                .accessPolicies(accessPolicies(role))
                .logPublishingOptions(new TreeMap<>(Map.of("SEARCH_SLOW_LOGS", publish(log), "INDEX_SLOW_LOGS",
                        publish(log), "ES_APPLICATION_LOGS", publish(log))))
                .build();
        domain.getNode().addDependency(delivery);
        domain.applyRemovalPolicy(RemovalPolicy.RETAIN);
        Reasons.accept(domain, "OS3",
                "It is in the VPC alone, behind a security group that lets the services in, and takes their role's signature");
        Reasons.accept(domain, "OS4",
                "Three data nodes elect their master among themselves; nodes for that alone pay off from ten");
    }

    private static CfnDomain.LogPublishingOptionProperty publish(LogGroup log) {
        return CfnDomain.LogPublishingOptionProperty.builder()
                .enabled(true)
                .cloudWatchLogsLogGroupArn(log.getLogGroupArn())
                .build();
    }

    private Map<String, Object> accessPolicies(IRole role) {
        return new TreeMap<>(Map.of("Version", "2012-10-17", "Statement",
                List.of(new TreeMap<>(Map.of("Effect", "Allow", "Principal", Map.of("AWS", role.getRoleArn()), "Action",
                        ACTIONS, "Resource", arn())))));
    }

    /// What search-service does: read, write and make its index.
    static final List<String> ACTIONS = List.of("es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut",
            "es:ESHttpDelete");

    String arn() {
        Stack stack = Stack.of(this);
        return "arn:" + stack.getPartition() + ":es:" + stack.getRegion() + ":" + stack.getAccount() + ":domain/"
                + Settings.NAME + "/*";
    }

    String endpoint() {
        return "https://" + domain.getAttrDomainEndpoint();
    }
}
