package dev.imageportal.aws;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.msk.CfnCluster;
import software.amazon.awscdk.services.msk.CfnConfiguration;
import software.constructs.Construct;

/// Kafka: three brokers, one in each zone, that know their clients by IAM alone. A record is acknowledged when two have
/// it, so that one zone may fail.
final class EventBroker extends Construct {

    static final int PORT = 9098;

    private static final Map<String, String> PROPERTIES = Map.of(
            // topics come to be when a service first uses them, with the copies and partitions below
            "auto.create.topics.enable", "true", "num.partitions", "6", "default.replication.factor", "3",
            "min.insync.replicas", "2", "unclean.leader.election.enable", "false",
            // the read models can be made anew from the first event on
            "log.retention.hours", "-1");

    private final CfnCluster cluster;

    EventBroker(Construct scope, Network network, ISecurityGroup services, Settings settings) {
        super(scope, "EventBroker");
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("Kafka brokers")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(services, Port.tcp(PORT), "services, by IAM");
        CfnConfiguration configuration = CfnConfiguration.Builder.create(this, "Configuration")
                .name(Settings.NAME)
                .serverProperties(PROPERTIES.entrySet()
                        .stream()
                        .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                        .sorted()
                        .collect(Collectors.joining()))
                .build();
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        cluster = CfnCluster.Builder.create(this, "Cluster")
                .clusterName(Settings.NAME)
                .kafkaVersion("4.0.x.kraft")
                .numberOfBrokerNodes(3)
                .brokerNodeGroupInfo(CfnCluster.BrokerNodeGroupInfoProperty.builder()
                        .instanceType(settings.broker())
                        .clientSubnets(network.vpc().selectSubnets(Network.isolated()).getSubnetIds())
                        .securityGroups(List.of(group.getSecurityGroupId()))
                        .storageInfo(CfnCluster.StorageInfoProperty.builder()
                                .ebsStorageInfo(CfnCluster.EBSStorageInfoProperty.builder().volumeSize(20).build())
                                .build())
                        .build())
                .clientAuthentication(CfnCluster.ClientAuthenticationProperty.builder()
                        .sasl(CfnCluster.SaslProperty.builder()
                                .iam(CfnCluster.IamProperty.builder().enabled(true).build())
                                .build())
                        .unauthenticated(CfnCluster.UnauthenticatedProperty.builder().enabled(false).build())
                        .build())
                .encryptionInfo(CfnCluster.EncryptionInfoProperty.builder()
                        .encryptionInTransit(CfnCluster.EncryptionInTransitProperty.builder()
                                .clientBroker("TLS")
                                .inCluster(true)
                                .build())
                        .build())
                .configurationInfo(CfnCluster.ConfigurationInfoProperty.builder()
                        .arn(configuration.getAttrArn())
                        .revision(1)
                        .build())
                .loggingInfo(CfnCluster.LoggingInfoProperty.builder()
                        .brokerLogs(CfnCluster.BrokerLogsProperty.builder()
                                .cloudWatchLogs(CfnCluster.CloudWatchLogsProperty.builder()
                                        .enabled(true)
                                        .logGroup(log.getLogGroupName())
                                        .build())
                                .build())
                        .build())
                .build();
        cluster.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    CfnCluster cluster() {
        return cluster;
    }

    /// ARNs of the cluster itself and of the topics and consumer groups in it, whatever their names.
    ///
    /// @param kind `cluster`, `topic` or `group`
    String arn(String kind) {
        Stack stack = Stack.of(this);
        return "arn:" + stack.getPartition() + ":kafka:" + stack.getRegion() + ":" + stack.getAccount() + ":" + kind
                + "/" + Settings.NAME + "/*";
    }
}
