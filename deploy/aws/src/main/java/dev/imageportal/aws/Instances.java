package dev.imageportal.aws;

import dev.imageportal.aws.Settings.Processor;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.autoscaling.AdditionalHealthCheckType;
import software.amazon.awscdk.services.autoscaling.AdditionalHealthChecksOptions;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.BasicLifecycleHookProps;
import software.amazon.awscdk.services.autoscaling.DefaultResult;
import software.amazon.awscdk.services.autoscaling.GroupMetrics;
import software.amazon.awscdk.services.autoscaling.HealthChecks;
import software.amazon.awscdk.services.autoscaling.InstanceRefreshOptions;
import software.amazon.awscdk.services.autoscaling.InstanceRefreshStrategy;
import software.amazon.awscdk.services.autoscaling.LifecycleTransition;
import software.amazon.awscdk.services.autoscaling.NotificationConfiguration;
import software.amazon.awscdk.services.autoscaling.ScalingEvents;
import software.amazon.awscdk.services.autoscaling.UpdatePolicy;
import software.amazon.awscdk.services.ec2.AmazonLinux2023ImageSsmParameterProps;
import software.amazon.awscdk.services.ec2.AmazonLinuxCpuType;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.LaunchTemplateHttpTokens;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The instances: launch template and auto-scaling group. Each runs all five services; at least two are there, in
/// different zones. A change of the template, such as a new version, replaces them one after the other, and goes back by
/// itself when an alarm says that requests fail.
final class Instances extends Construct {

    /// Shorter than [Database#ROTATION]; an instance also gets the latest fixes of Amazon Linux by being a new one.
    static final Duration LIFETIME = Duration.days(14);

    private static final String HOOK = "drain";
    private static final Duration WARM_UP = Duration.seconds(180);

    private final AutoScalingGroup group;

    Instances(Construct scope, DataStack data, Alarms alarms, Settings settings) {
        super(scope, "Instances");
        LaunchTemplate template = template(data, settings);
        group = AutoScalingGroup.Builder.create(this, "Group")
                .autoScalingGroupName(Settings.NAME)
                .vpc(data.network().vpc())
                .vpcSubnets(Network.withWayOut())
                .launchTemplate(template)
                .minCapacity(settings.minimum())
                .maxCapacity(settings.maximum())
                .maxInstanceLifetime(LIFETIME)
                .defaultInstanceWarmup(WARM_UP)
                .healthChecks(HealthChecks.withAdditionalChecks(AdditionalHealthChecksOptions.builder()
                        .additionalTypes(List.of(AdditionalHealthCheckType.ELB))
                        .gracePeriod(Duration.minutes(10))
                        .build()))
                .groupMetrics(List.of(GroupMetrics.all()))
                .notifications(List.of(NotificationConfiguration.builder()
                        .topic(alarms.topic())
                        .scalingEvents(ScalingEvents.ALL)
                        .build()))
                .updatePolicy(UpdatePolicy.instanceRefresh(InstanceRefreshOptions.builder()
                        .strategy(InstanceRefreshStrategy.ROLLING)
                        // a new one before an old one goes
                        .minHealthyPercentage(100)
                        .maxHealthyPercentage(150)
                        .instanceWarmup(WARM_UP)
                        .skipMatching(true)
                        .bakeTime(Duration.minutes(5))
                        .alarms(alarms.failures())
                        .build()))
                .build();
        group.attachToApplicationTargetGroup(data.balancer().targets());
        group.addLifecycleHook("Drain",
                BasicLifecycleHookProps.builder()
                        .lifecycleHookName(HOOK)
                        .lifecycleTransition(LifecycleTransition.INSTANCE_TERMINATING)
                        .heartbeatTimeout(Duration.minutes(10))
                        .defaultResult(DefaultResult.CONTINUE)
                        .build());
        mayDrain(data);
        // what Prometheus finds instances by
        Tags.of(group).add("portal-service", "gateway");
    }

    private LaunchTemplate template(DataStack data, Settings settings) {
        String script = StartScript.of(data, Stack.of(this), settings, Settings.NAME, HOOK).text();
        return LaunchTemplate.Builder.create(this, "Template")
                .launchTemplateName(Settings.NAME)
                .machineImage(MachineImage.latestAmazonLinux2023(AmazonLinux2023ImageSsmParameterProps.builder()
                        .cpuType(settings.processor() == Processor.ARM64
                                ? AmazonLinuxCpuType.ARM_64
                                : AmazonLinuxCpuType.X86_64)
                        .build()))
                .instanceType(new InstanceType(settings.instanceType()))
                .role(data.instances().role())
                .securityGroup(data.instances().group())
                .userData(UserData.custom(script))
                .requireImdsv2(true)
                .httpTokens(LaunchTemplateHttpTokens.REQUIRED)
                // one more than the instance itself: the services ask from their containers
                .httpPutResponseHopLimit(2)
                .detailedMonitoring(true)
                .associatePublicIpAddress(false)
                .blockDevices(List.of(BlockDevice.builder()
                        .deviceName("/dev/xvda")
                        .volume(BlockDeviceVolume.ebs(40,
                                EbsDeviceOptions.builder()
                                        .volumeType(EbsDeviceVolumeType.GP3)
                                        .encrypted(true)
                                        .deleteOnTermination(true)
                                        .build()))
                        .build()))
                .build();
    }

    private void mayDrain(DataStack data) {
        Stack stack = Stack.of(this);
        Policy policy = Policy.Builder.create(this, "MayDrain")
                .statements(List.of(
                        PolicyStatement.Builder.create()
                                .actions(List.of("autoscaling:CompleteLifecycleAction"))
                                .resources(List.of("arn:" + stack.getPartition() + ":autoscaling:" + stack.getRegion()
                                        + ":" + stack.getAccount() + ":autoScalingGroup:*:autoScalingGroupName/"
                                        + Settings.NAME))
                                .build(),
                        PolicyStatement.Builder.create()
                                .actions(List.of("elasticloadbalancing:DeregisterTargets"))
                                .resources(List.of(data.balancer().targets().getTargetGroupArn()))
                                .build(),
                        PolicyStatement.Builder.create()
                                .actions(List.of("elasticloadbalancing:DescribeTargetHealth"))
                                .resources(List.of("*"))
                                .build()))
                .build();
        policy.attachToRole(data.instances().role());
        Reasons.accept(policy, "IAM5",
                "The group's id is not known before it exists, its name is; DescribeTargetHealth knows no resources");
    }

    AutoScalingGroup group() {
        return group;
    }
}
