package dev.imageportal.aws;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.Protocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.constructs.Construct;

/// The application load balancer: in private subnets, so that CloudFront is the only way to it.
final class LoadBalancer extends Construct {

    static final int GATEWAY_PORT = 8080;

    /// For requests under way on an instance that goes: an upload may be as large as 50 MB on a slow line.
    static final Duration DRAINING = Duration.seconds(120);

    private final ApplicationLoadBalancer balancer;
    private final ApplicationListener listener;
    private final ApplicationTargetGroup targets;

    LoadBalancer(Construct scope, Network network, ISecurityGroup services, AccessLogs logs, Settings settings) {
        super(scope, "LoadBalancer");
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("Load balancer")
                .allowAllOutbound(false)
                .build();
        balancer = ApplicationLoadBalancer.Builder.create(this, "Balancer")
                .vpc(network.vpc())
                .vpcSubnets(Network.withWayOut())
                .internetFacing(false)
                .securityGroup(group)
                .deletionProtection(true)
                .dropInvalidHeaderFields(true)
                // shorter than the gateway's, which would else close a connection while a request comes in on it
                .idleTimeout(Duration.seconds(55))
                .build();
        balancer.logAccessLogs(logs.bucket(), "load-balancer");
        targets = ApplicationTargetGroup.Builder.create(this, "Targets")
                .vpc(network.vpc())
                .targetType(TargetType.INSTANCE)
                .protocol(ApplicationProtocol.HTTP)
                .port(GATEWAY_PORT)
                .healthCheck(HealthCheck.builder()
                        .protocol(Protocol.HTTP)
                        .path("/healthz")
                        .healthyHttpCodes("200")
                        .interval(Duration.seconds(10))
                        .timeout(Duration.seconds(5))
                        .healthyThresholdCount(2)
                        .unhealthyThresholdCount(3)
                        .build())
                // a fresh Java is slow for the first half minute
                .slowStart(Duration.seconds(60))
                .deregistrationDelay(DRAINING)
                .build();
        listener = balancer.addListener("Https",
                BaseApplicationListenerProps.builder()
                        .port(443)
                        .protocol(ApplicationProtocol.HTTPS)
                        .sslPolicy(SslPolicy.TLS13_RES)
                        .certificates(List.of(ListenerCertificate.fromCertificateManager(
                                Certificate.fromCertificateArn(this, "Certificate", settings.certificate()))))
                        .defaultTargetGroups(List.of(targets))
                        .open(false)
                        .build());
        balancer.addListener("Http",
                BaseApplicationListenerProps.builder()
                        .port(80)
                        .protocol(ApplicationProtocol.HTTP)
                        .defaultAction(ListenerAction.redirect(
                                RedirectOptions.builder().protocol("HTTPS").port("443").permanent(true).build()))
                        .open(false)
                        .build());
        // CloudFront reaches a private load balancer through interfaces within the VPC
        for (int port : List.of(443, 80)) {
            group.addIngressRule(Peer.ipv4(Network.RANGE), Port.tcp(port), "within the VPC");
            group.addIngressRule(Peer.prefixList(settings.edgePrefixList()), Port.tcp(port), "CloudFront");
        }
        group.addEgressRule(services, Port.tcp(GATEWAY_PORT), "gateways");
        services.addIngressRule(group, Port.tcp(GATEWAY_PORT), "load balancer");
    }

    ApplicationLoadBalancer balancer() {
        return balancer;
    }

    ApplicationListener listener() {
        return listener;
    }

    ApplicationTargetGroup targets() {
        return targets;
    }
}
