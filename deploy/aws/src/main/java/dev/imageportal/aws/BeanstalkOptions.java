package dev.imageportal.aws;

import dev.imageportal.aws.Settings.Scaling;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticbeanstalk.CfnEnvironment.OptionSettingProperty;

/// The settings of the Beanstalk environment; those that do not depend on an account stand in
/// `deploy/beanstalk/.ebextensions` too, for who creates an environment without the CDK.
final class BeanstalkOptions {

    private final List<OptionSettingProperty> options = new ArrayList<>();
    private final DataStack data;
    private final Stack stack;
    private final Settings settings;

    BeanstalkOptions(DataStack data, Stack stack, Settings settings) {
        this.data = data;
        this.stack = stack;
        this.settings = settings;
    }

    List<OptionSettingProperty> all(String profile, String serviceRole, String serviceRoleName) {
        howMany();
        behindTheLoadBalancer();
        where(profile);
        howTheyChange(serviceRole, serviceRoleName);
        StartScript.services(data, stack, settings)
                .forEach((name, value) -> set("aws:elasticbeanstalk:application:environment", name, value));
        return List.copyOf(options);
    }

    private void howMany() {
        set("aws:autoscaling:asg", "MinSize", settings.minimum());
        set("aws:autoscaling:asg", "MaxSize", settings.maximum());
        set("aws:autoscaling:asg", "Cooldown", 360);
        String trigger = "aws:autoscaling:trigger";
        boolean demo = settings.scaling() == Scaling.DEMO;
        set(trigger, "MeasureName", demo ? "NetworkIn" : "CPUUtilization");
        set(trigger, "Statistic", "Average");
        set(trigger, "Unit", demo ? "Bytes" : "Percent");
        set(trigger, "UpperThreshold", demo ? ScalingRules.UPPER_BYTES : ScalingRules.PROCESSOR_TARGET + 15);
        set(trigger, "LowerThreshold", demo ? ScalingRules.LOWER_BYTES : ScalingRules.PROCESSOR_TARGET - 25);
        set(trigger, "UpperBreachScaleIncrement", 1);
        set(trigger, "LowerBreachScaleIncrement", -1);
        set(trigger, "Period", 5);
        set(trigger, "BreachDuration", 5);
    }

    private void behindTheLoadBalancer() {
        set("aws:elasticbeanstalk:environment", "EnvironmentType", "LoadBalanced");
        set("aws:elasticbeanstalk:environment", "LoadBalancerType", "application");
        set("aws:elasticbeanstalk:environment", "LoadBalancerIsShared", true);
        set("aws:elbv2:loadbalancer", "SharedLoadBalancer", data.balancer().balancer().getLoadBalancerArn());
        set("aws:elbv2:listener:443", "Rules", "portal");
        set("aws:elbv2:listenerrule:portal", "PathPatterns", "/*");
        set("aws:elbv2:listenerrule:portal", "Process", "default");
        set("aws:elbv2:listenerrule:portal", "Priority", 1);
        set("aws:elasticbeanstalk:environment:proxy", "ProxyServer", "none");
        String process = "aws:elasticbeanstalk:environment:process:default";
        set(process, "Port", LoadBalancer.GATEWAY_PORT);
        set(process, "Protocol", "HTTP");
        set(process, "HealthCheckPath", "/healthz");
        set(process, "MatcherHTTPCode", 200);
        set(process, "HealthCheckInterval", 10);
        set(process, "HealthCheckTimeout", 5);
        set(process, "HealthyThresholdCount", 2);
        set(process, "UnhealthyThresholdCount", 3);
        set(process, "DeregistrationDelay", LoadBalancer.DRAINING.toSeconds().intValue());
    }

    private void where(String profile) {
        String subnets = String.join(",", data.network().vpc().selectSubnets(Network.withWayOut()).getSubnetIds());
        set("aws:ec2:vpc", "VPCId", data.network().vpc().getVpcId());
        set("aws:ec2:vpc", "Subnets", subnets);
        set("aws:ec2:vpc", "ELBSubnets", subnets);
        set("aws:ec2:vpc", "ELBScheme", "internal");
        set("aws:ec2:vpc", "AssociatePublicIpAddress", false);
        set("aws:ec2:instances", "InstanceTypes", settings.instanceType());
        set("aws:ec2:instances", "SupportedArchitectures",
                settings.processor() == Settings.Processor.ARM64 ? "arm64" : "x86_64");
        String launch = "aws:autoscaling:launchconfiguration";
        set(launch, "IamInstanceProfile", profile);
        set(launch, "SecurityGroups", data.instances().group().getSecurityGroupId());
        set(launch, "DisableIMDSv1", true);
        set(launch, "RootVolumeType", "gp3");
        set(launch, "RootVolumeSize", 40);
        set(launch, "MonitoringInterval", "1 minute");
    }

    private void howTheyChange(String serviceRole, String serviceRoleName) {
        set("aws:elasticbeanstalk:environment", "ServiceRole", serviceRole);
        set("aws:elasticbeanstalk:command", "DeploymentPolicy", "RollingWithAdditionalBatch");
        set("aws:elasticbeanstalk:command", "BatchSizeType", "Percentage");
        set("aws:elasticbeanstalk:command", "BatchSize", 50);
        set("aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced");
        set("aws:elasticbeanstalk:hostmanager", "LogPublicationControl", true);
        set("aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", true);
        set("aws:elasticbeanstalk:managedactions", "PreferredStartTime", "Sun:05:30");
        set("aws:elasticbeanstalk:managedactions", "ServiceRoleForManagedUpdates", serviceRoleName);
        set("aws:elasticbeanstalk:managedactions:platformupdate", "UpdateLevel", "minor");
        set("aws:elasticbeanstalk:managedactions:platformupdate", "InstanceRefreshEnabled", true);
    }

    private void set(String namespace, String name, Object value) {
        options.add(OptionSettingProperty.builder()
                .namespace(namespace)
                .optionName(name)
                .value(value.toString())
                .build());
    }
}
