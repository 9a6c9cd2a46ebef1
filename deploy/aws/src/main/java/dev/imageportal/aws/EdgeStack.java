package dev.imageportal.aws;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// What CloudFront takes from us-east-1 alone: the firewall.
final class EdgeStack extends Stack {

    private final Firewall firewall;

    EdgeStack(Construct scope, StackProps properties) {
        super(scope, "ImagePortalEdge", properties);
        firewall = new Firewall(this);
    }

    Firewall firewall() {
        return firewall;
    }
}
