package dev.imageportal.aws;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// What comes and goes: instances, and how many of them.
final class ComputeStack extends Stack {

    ComputeStack(Construct scope, StackProps properties, DataStack data, Settings settings) {
        super(scope, "ImagePortalCompute", properties);
        Alarms alarms = new Alarms(this, data.balancer(), settings);
        Instances instances = new Instances(this, data, alarms, settings);
        new ScalingRules(this, instances, settings);
    }
}
