package dev.imageportal.aws;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/// Why a rule of cdk-nag's AwsSolutions pack is not kept somewhere.
final class Reasons {

    private Reasons() {}

    /// @param rule such as `AwsSolutions-IAM5`, also for all that is made within the construct
    static void accept(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(construct,
                List.of(NagPackSuppression.builder().id("AwsSolutions-" + rule).reason(reason).build()), true);
    }

    /// Of a rule's findings only the ones named: another wildcard, say, is found all the same.
    static void accept(IConstruct construct, String rule, String reason, List<String> findings) {
        NagSuppressions.addResourceSuppressions(construct, List
                .of(NagPackSuppression.builder().id("AwsSolutions-" + rule).reason(reason).appliesTo(findings).build()),
                true);
    }
}
