package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class InstancesTest {

    private final Template template = Portals.compute();

    @Test
    void areAtLeastTwoOverTheZones() {
        template.hasResourceProperties("AWS::AutoScaling::AutoScalingGroup",
                Map.of("MinSize", "2", "MaxSize", "10", "HealthCheckType", "ELB", "HealthCheckGracePeriod", 600,
                        "MaxInstanceLifetime", 14 * 24 * 3600, "VPCZoneIdentifier",
                        List.of(Match.anyValue(), Match.anyValue(), Match.anyValue()), "TargetGroupARNs",
                        List.of(Match.anyValue())));
    }

    @Test
    void areReplacedOneByOneAndBroughtBackOnAlarm() {
        template.hasResource("AWS::AutoScaling::AutoScalingGroup", Map.of("UpdatePolicy",
                Match.objectLike(Map.of("AutoScalingInstanceRefresh", Match.objectLike(Map.of("Preferences",
                        Match.objectLike(Map.of("MinHealthyPercentage", 100, "AlarmSpecification",
                                Map.of("Alarms", List.of(Match.anyValue(), Match.anyValue()))))))))));
        template.resourceCountIs("AWS::CloudWatch::Alarm", 2);
        template.allResourcesProperties("AWS::CloudWatch::Alarm", Map.of("TreatMissingData", "notBreaching"));
    }

    @Test
    void drainBeforeTheyEnd() {
        template.hasResourceProperties("AWS::AutoScaling::LifecycleHook",
                Map.of("LifecycleTransition", "autoscaling:EC2_INSTANCE_TERMINATING", "LifecycleHookName", "drain",
                        "HeartbeatTimeout", 600, "DefaultResult", "CONTINUE"));
    }

    @Test
    void takeTheSecondVersionOfMetadataAndNoSsh() {
        template.hasResourceProperties("AWS::EC2::LaunchTemplate",
                Map.of("LaunchTemplateData", Match.objectLike(Map.of("MetadataOptions",
                        Map.of("HttpTokens", "required", "HttpPutResponseHopLimit", 2), "KeyName", Match.absent(),
                        "InstanceType", "m7g.large", "BlockDeviceMappings",
                        List.of(Match.objectLike(Map.of("Ebs", Match.objectLike(Map.of("Encrypted", true))))),
                        "NetworkInterfaces", List.of(Match.objectLike(Map.of("AssociatePublicIpAddress", false)))))));
        assertThat(template.toJSON().toString()).contains("al2023-ami-kernel-6.1-arm64");
        for (int port : List.of(22, 3389)) {
            assertThat(Portals.data()
                    .findResources("AWS::EC2::SecurityGroupIngress",
                            Map.of("Properties", Match.objectLike(Map.of("FromPort", port)))))
                    .isEmpty();
        }
    }

    @Test
    void canBeOfTheOtherProcessor() {
        Template other = Portals.with(Map.of("processor", "x86_64")).template("ImagePortalCompute");
        other.hasResourceProperties("AWS::EC2::LaunchTemplate",
                Map.of("LaunchTemplateData", Match.objectLike(Map.of("InstanceType", "m7i.large"))));
        assertThat(other.toJSON().toString()).contains("al2023-ami-kernel-6.1-x86_64");
    }

    @Test
    void scaleOnWhatLimitsThem() {
        template.hasResourceProperties("AWS::AutoScaling::ScalingPolicy",
                Map.of("PolicyType", "TargetTrackingScaling", "TargetTrackingConfiguration",
                        Match.objectLike(Map.of("TargetValue", 55, "PredefinedMetricSpecification",
                                Map.of("PredefinedMetricType", "ASGAverageCPUUtilization")))));
        template.hasResourceProperties("AWS::AutoScaling::ScalingPolicy",
                Map.of("PolicyType", "TargetTrackingScaling", "TargetTrackingConfiguration",
                        Match.objectLike(Map.of("TargetValue", 6000, "PredefinedMetricSpecification",
                                Match.objectLike(Map.of("PredefinedMetricType", "ALBRequestCountPerTarget"))))));
    }

    @Test
    void scaleAsTheCourseProjectDidWhenAsked() {
        Template demo = Portals.with(Portals.DEMO).template("ImagePortalCompute");
        demo.resourceCountIs("AWS::AutoScaling::ScalingPolicy", 2);
        demo.hasResourceProperties("AWS::CloudWatch::Alarm", Match.objectLike(Map.of("MetricName", "NetworkIn",
                "Threshold", 1_000_000, "ComparisonOperator", "GreaterThanThreshold", "Statistic", "Average")));
        demo.hasResourceProperties("AWS::CloudWatch::Alarm", Match.objectLike(Map.of("MetricName", "NetworkIn",
                "Threshold", 500_000, "ComparisonOperator", "LessThanThreshold", "Statistic", "Average")));
        for (int change : List.of(1, -1)) {
            demo.hasResourceProperties("AWS::AutoScaling::ScalingPolicy",
                    Map.of("PolicyType", "StepScaling", "AdjustmentType", "ChangeInCapacity", "StepAdjustments",
                            List.of(Match.objectLike(Map.of("ScalingAdjustment", change)))));
        }
    }

    /// Each with resources where AWS has any; no administrator's password, nothing of others' parameters.
    @Test
    void mayDoWhatTheyNeedAlone() {
        String policies = Portals.data().findResources("AWS::IAM::Policy").toString()
                + template.findResources("AWS::IAM::Policy");
        Portals.data()
                .hasResourceProperties("AWS::IAM::Role", Map.of("Description", "Instances of the portal",
                        "ManagedPolicyArns", Match.absent()));
        assertThat(policies).contains("cognito-idp:AdminDeleteUser", "autoscaling:CompleteLifecycleAction",
                "kafka-cluster:WriteData");
        assertThat(policies).doesNotContain("cognito-idp:*", "s3:*", "kafka-cluster:*", "secretsmanager:*", "ssm:*,",
                "iam:PassRole", "kafka-cluster:DeleteTopic", "s3:DeleteBucket", "s3:PutBucketPolicy");
    }
}
