package dev.imageportal.aws;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeElb;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeTarget;
import software.amazon.awscdk.services.elasticloadbalancingv2.IApplicationLoadBalancerMetrics;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/// What tells the operators, and takes back a release, when requests fail.
final class Alarms extends Construct {

    private static final MetricOptions BY_MINUTE = MetricOptions.builder().period(Duration.minutes(1)).build();

    private final Topic topic;
    private final List<Alarm> failures;

    Alarms(Construct scope, LoadBalancer balancer, Settings settings) {
        super(scope, "Alarms");
        topic = Topic.Builder.create(this, "Operators").displayName("Image Portal").enforceSsl(true).build();
        topic.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com"));
        if (!settings.operators().isEmpty()) {
            topic.addSubscription(new EmailSubscription(settings.operators()));
        }
        IApplicationLoadBalancerMetrics metrics = balancer.balancer().getMetrics();
        failures = List.of(
                failures("FromInstances", "The portal answers with 5xx",
                        metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, BY_MINUTE)),
                failures("FromTheLoadBalancer", "The load balancer finds no instance that answers",
                        metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, BY_MINUTE)));
        failures.forEach(alarm -> alarm.addAlarmAction(new SnsAction(topic)));
    }

    private Alarm failures(String name, String description, IMetric metric) {
        return Alarm.Builder.create(this, name)
                .alarmName(Settings.NAME + "-failures-" + name)
                .alarmDescription(description)
                .metric(metric)
                .threshold(20)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(3)
                .datapointsToAlarm(2)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    Topic topic() {
        return topic;
    }

    List<Alarm> failures() {
        return failures;
    }
}
