package dev.imageportal.aws;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.autoscaling.AdjustmentType;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.autoscaling.MetricAggregationType;
import software.amazon.awscdk.services.autoscaling.RequestCountScalingProps;
import software.amazon.awscdk.services.autoscaling.StepScalingAction;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.Unit;
import software.amazon.awscdk.services.autoscaling.AdjustmentTier;
import software.amazon.awscdk.services.cloudwatch.actions.AutoScalingAction;
import software.constructs.Construct;

/// When instances come and go. `docs/adr/0019-what-to-scale-on.md` says why not on what the course project did.
final class ScalingRules extends Construct {

    /// Percent of an instance's processors. Half of the rest is for what comes in while another instance starts.
    static final int PROCESSOR_TARGET = 55;

    /// Requests a minute for each instance, from CloudFront; a page asks for a dozen that are not in its cache.
    static final int REQUESTS_TARGET = 6_000;

    /// The demonstration's bytes that an instance receives in a period, on average.
    static final int UPPER_BYTES = 1_000_000;
    static final int LOWER_BYTES = 500_000;

    private static final Duration PERIOD = Duration.minutes(5);

    private final AutoScalingGroup group;

    ScalingRules(Construct scope, Instances instances, Settings settings) {
        super(scope, "ScalingRules");
        this.group = instances.group();
        switch (settings.scaling()) {
            case CAPACITY -> onWhatLimits();
            case DEMO -> onBytesReceived();
        }
    }

    private void onWhatLimits() {
        group.scaleOnCpuUtilization("Processor",
                CpuUtilizationScalingProps.builder().targetUtilizationPercent(PROCESSOR_TARGET).build());
        group.scaleOnRequestCount("Requests",
                RequestCountScalingProps.builder().targetRequestsPerMinute(REQUESTS_TARGET).build());
    }

    private void onBytesReceived() {
        alarm("Upper", UPPER_BYTES, ComparisonOperator.GREATER_THAN_THRESHOLD).addAlarmAction(step("Out", 1));
        alarm("Lower", LOWER_BYTES, ComparisonOperator.LESS_THAN_THRESHOLD).addAlarmAction(step("In", -1));
    }

    private Alarm alarm(String name, int threshold, ComparisonOperator comparison) {
        return Alarm.Builder.create(this, name)
                .alarmDescription("The course project's trigger")
                .metric(Metric.Builder.create()
                        .namespace("AWS/EC2")
                        .metricName("NetworkIn")
                        .dimensionsMap(Map.of("AutoScalingGroupName", group.getAutoScalingGroupName()))
                        .statistic("Average")
                        .unit(Unit.BYTES)
                        .period(PERIOD)
                        .build())
                .threshold(threshold)
                .comparisonOperator(comparison)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.MISSING)
                .build();
    }

    private AutoScalingAction step(String name, int change) {
        StepScalingAction action = StepScalingAction.Builder.create(this, name)
                .autoScalingGroup(group)
                .adjustmentType(AdjustmentType.CHANGE_IN_CAPACITY)
                .metricAggregationType(MetricAggregationType.AVERAGE)
                .build();
        AdjustmentTier.Builder tier = AdjustmentTier.builder().adjustment(change);
        action.addAdjustment((change > 0 ? tier.lowerBound(0) : tier.upperBound(0)).build());
        return new AutoScalingAction(action);
    }
}
