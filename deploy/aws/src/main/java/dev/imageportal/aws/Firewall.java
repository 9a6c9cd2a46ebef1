package dev.imageportal.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/// What CloudFront lets nobody ask: AWS's managed rules, and more than [#REQUESTS] in five minutes from one address.
final class Firewall extends Construct {

    /// A page of pictures is dozens of requests; the gateway's own limits are finer.
    static final int REQUESTS = 20_000;

    /// Rules that look into bodies: a picture's bytes look like anything, and people write about scripts and tables.
    private static final List<String> OF_BODIES = List.of("SizeRestrictions_BODY", "CrossSiteScripting_BODY",
            "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY");

    private final CfnWebACL rules;

    Firewall(Construct scope) {
        super(scope, "Firewall");
        List<CfnWebACL.RuleProperty> list = new ArrayList<>();
        list.add(rate());
        list.add(managed(1, "AWSManagedRulesAmazonIpReputationList", List.of()));
        list.add(managed(2, "AWSManagedRulesCommonRuleSet", OF_BODIES));
        list.add(managed(3, "AWSManagedRulesKnownBadInputsRuleSet",
                List.of("JavaDeserializationRCE_BODY", "Log4JRCE_BODY")));
        rules = CfnWebACL.Builder.create(this, "Rules")
                .name(Settings.NAME)
                .scope("CLOUDFRONT")
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                .visibilityConfig(metrics("all"))
                .rules(list)
                .build();
    }

    private static CfnWebACL.RuleProperty rate() {
        return CfnWebACL.RuleProperty.builder()
                .name("rate")
                .priority(0)
                .statement(CfnWebACL.StatementProperty.builder()
                        .rateBasedStatement(CfnWebACL.RateBasedStatementProperty.builder()
                                .limit(REQUESTS)
                                .evaluationWindowSec(300)
                                .aggregateKeyType("IP")
                                .build())
                        .build())
                .action(CfnWebACL.RuleActionProperty.builder()
                        .block(CfnWebACL.BlockActionProperty.builder()
                                .customResponse(
                                        CfnWebACL.CustomResponseProperty.builder().responseCode(429).build())
                                .build())
                        .build())
                .visibilityConfig(metrics("rate"))
                .build();
    }

    private static CfnWebACL.RuleProperty managed(int priority, String group, List<String> onlyCounted) {
        return CfnWebACL.RuleProperty.builder()
                .name(group)
                .priority(priority)
                .overrideAction(CfnWebACL.OverrideActionProperty.builder().none(Map.of()).build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name(group)
                                .ruleActionOverrides(onlyCounted.stream()
                                        .map(rule -> CfnWebACL.RuleActionOverrideProperty.builder()
                                                .name(rule)
                                                .actionToUse(CfnWebACL.RuleActionProperty.builder()
                                                        .count(CfnWebACL.CountActionProperty.builder().build())
                                                        .build())
                                                .build())
                                        .toList())
                                .build())
                        .build())
                .visibilityConfig(metrics(group))
                .build();
    }

    private static CfnWebACL.VisibilityConfigProperty metrics(String name) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .metricName(name)
                .cloudWatchMetricsEnabled(true)
                .sampledRequestsEnabled(true)
                .build();
    }

    String arn() {
        return rules.getAttrArn();
    }
}
