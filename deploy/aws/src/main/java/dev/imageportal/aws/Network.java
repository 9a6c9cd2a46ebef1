package dev.imageportal.aws;

import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// Three zones with three subnets each: public ones for the NAT gateways alone, private ones for instances and load
/// balancer, isolated ones without any way out for the stores.
///
/// Pictures reach S3 through its gateway endpoint, which costs nothing, and so do the layers of container images. An
/// interface endpoint costs more than the NAT gateway's traffic that it saves below some 500 GB a month, which no other
/// service here comes near; Secrets Manager has one so that what rotates passwords works where there is no way out.
final class Network extends Construct {

    static final String RANGE = "10.20.0.0/16";

    private final Vpc vpc;
    private final InterfaceVpcEndpoint secrets;

    Network(Construct scope, Settings settings) {
        super(scope, "Network");
        vpc = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr(RANGE))
                .availabilityZones(settings.zoneNames())
                .natGateways(settings.natGateways())
                .subnetConfiguration(List.of(subnets("public", SubnetType.PUBLIC, 24),
                        subnets("private", SubnetType.PRIVATE_WITH_EGRESS, 20),
                        subnets("isolated", SubnetType.PRIVATE_ISOLATED, 22)))
                .build();
        Validations.of(vpc)
                .acknowledge(Acknowledgment.builder()
                        .id("CloudFormation-Validate::W3010")
                        .reason("Chosen with -c zones: templates are the same whichever account they are made for")
                        .build());
        vpc.addGatewayEndpoint("S3",
                GatewayVpcEndpointOptions.builder().service(GatewayVpcEndpointAwsService.S3).build());
        secrets = vpc.addInterfaceEndpoint("SecretsManager",
                InterfaceVpcEndpointOptions.builder()
                        .service(InterfaceVpcEndpointAwsService.SECRETS_MANAGER)
                        .subnets(isolated())
                        .build());
        vpc.addFlowLog("Flows",
                FlowLogOptions.builder()
                        .trafficType(FlowLogTrafficType.REJECT)
                        .destination(FlowLogDestination.toCloudWatchLogs(LogGroup.Builder.create(this, "FlowLog")
                                .retention(RetentionDays.ONE_MONTH)
                                .build()))
                        .build());
        Reasons.accept(secrets, "EC23",
                "The endpoint takes HTTPS from the VPC's own range, which is known at deployment only");
        Reasons.accept(secrets, "CdkNagValidationFailure", "The VPC's range is known at deployment only");
    }

    private static SubnetConfiguration subnets(String name, SubnetType type, int mask) {
        return SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(mask).build();
    }

    Vpc vpc() {
        return vpc;
    }

    /// Through which passwords are rotated.
    InterfaceVpcEndpoint secrets() {
        return secrets;
    }

    static SubnetSelection withWayOut() {
        return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build();
    }

    static SubnetSelection isolated() {
        return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
    }
}
