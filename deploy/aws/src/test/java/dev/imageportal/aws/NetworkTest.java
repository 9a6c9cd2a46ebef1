package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class NetworkTest {

    private final Template template = Portals.data();

    @Test
    void liesInThreeZones() {
        for (String zone : List.of("us-east-1a", "us-east-1b", "us-east-1c")) {
            assertThat(template.findResources("AWS::EC2::Subnet",
                    Map.of("Properties", Match.objectLike(Map.of("AvailabilityZone", zone))))).hasSize(3);
        }
        template.resourceCountIs("AWS::EC2::NatGateway", 3);
    }

    @Test
    void reachesS3WithoutNat() {
        template.hasResourceProperties("AWS::EC2::VPCEndpoint", Map.of("VpcEndpointType", "Gateway", "ServiceName",
                Match.objectLike(Map.of("Fn::Join", Match.arrayWith(List.of(Match.arrayWith(List.of(".s3"))))))));
    }

    @Test
    void givesStoresNoWayOut() {
        Map<String, Map<String, Object>> isolated = template.findResources("AWS::EC2::Subnet", Map.of("Properties",
                Match.objectLike(Map.of("Tags",
                        Match.arrayWith(List.of(Map.of("Key", "aws-cdk:subnet-name", "Value", "isolated")))))));
        assertThat(isolated).hasSize(3);
        Map<String, Map<String, Object>> routes = template.findResources("AWS::EC2::Route");
        assertThat(routes).isNotEmpty();
        assertThat(routes.keySet()).noneMatch(name -> name.contains("isolated"));
    }

    @Test
    void logsWhatItRefuses() {
        template.hasResourceProperties("AWS::EC2::FlowLog", Map.of("TrafficType", "REJECT", "ResourceType", "VPC"));
    }
}
