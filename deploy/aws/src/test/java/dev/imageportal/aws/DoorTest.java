package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Matcher;
import software.amazon.awscdk.assertions.Template;

/// CloudFront, the firewall and the load balancer.
class DoorTest {

    private final Template template = Portals.data();

    @Test
    void renditionsComeFromTheBucketForAYear() {
        template.hasResourceProperties("AWS::CloudFront::Distribution", Map.of("DistributionConfig",
                Match.objectLike(Map.of("CacheBehaviors",
                        Match.arrayWith(List.of(Match.objectLike(Map.of("PathPattern", "/media/*", "AllowedMethods",
                                List.of("GET", "HEAD"), "ViewerProtocolPolicy", "redirect-to-https", "CachePolicyId",
                                Map.of("Ref", Match.stringLikeRegexp("EdgeRenditions.*"))))))))));
        template.hasResourceProperties("AWS::CloudFront::CachePolicy", Map.of("CachePolicyConfig",
                Match.objectLike(Map.of("DefaultTTL", 31_536_000, "MaxTTL", 31_536_000))));
    }

    @Test
    void onlyThisDistributionReadsTheBucket() {
        template.hasResourceProperties("AWS::CloudFront::OriginAccessControl", Map.of("OriginAccessControlConfig",
                Match.objectLike(Map.of("OriginAccessControlOriginType", "s3", "SigningBehavior", "always"))));
        Object thisDistribution = Map.of("Fn::Join",
                Match.arrayWith(List.of(
                        Match.arrayWith(List.of(Map.of("Ref", Match.stringLikeRegexp("EdgeDistribution.*")))))));
        Object statement = Match.objectLike(Map.of("Effect", "Allow", "Action",
                List.of("s3:GetObject", "s3:ListBucket"), "Principal",
                Map.of("Service", "cloudfront.amazonaws.com"), "Condition",
                Map.of("StringEquals", Map.of("AWS:SourceArn", thisDistribution))));
        template.hasResourceProperties("AWS::S3::BucketPolicy",
                Map.of("PolicyDocument", Match.objectLike(Map.of("Statement", Match.arrayWith(List.of(statement))))));
    }

    @Test
    void deletedPicturesAreDroppedFromIt() {
        Object thisDistribution = Map.of("Ref", Match.stringLikeRegexp("EdgeDistribution.*"));
        template.hasResourceProperties("AWS::SSM::Parameter",
                Map.of("Name", "/image-portal/settings/PORTAL_CLOUDFRONT_DISTRIBUTION", "Value", thisDistribution));
        Object statement = Map.of("Effect", "Allow", "Action", "cloudfront:CreateInvalidation", "Resource",
                Map.of("Fn::Join", Match.arrayWith(List.of(Match.arrayWith(List.of(thisDistribution))))));
        template.hasResourceProperties("AWS::IAM::Policy",
                Map.of("PolicyDocument", Match.objectLike(Map.of("Statement", Match.arrayWith(List.of(statement))))));
    }

    @Test
    void allTheRestGoesToTheLoadBalancerAsItCame() {
        template.hasResourceProperties("AWS::CloudFront::Distribution",
                Map.of("DistributionConfig", Match.objectLike(Map.of("Aliases", List.of("portal.example.org"),
                        "DefaultCacheBehavior",
                        Match.objectLike(Map.of("AllowedMethods", Match.arrayWith(List.of("POST")),
                                "ViewerProtocolPolicy", "redirect-to-https",
                                // Managed-CachingDisabled and Managed-AllViewer
                                "CachePolicyId", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "OriginRequestPolicyId",
                                "216adef6-5c7f-47e4-b989-5492eafa07d3")),
                        "WebACLId", Match.anyValue(), "ViewerCertificate",
                        Match.objectLike(Map.of("MinimumProtocolVersion", "TLSv1.2_2021"))))));
    }

    @Test
    void theLoadBalancerHasNoPublicAddress() {
        template.hasResourceProperties("AWS::ElasticLoadBalancingV2::LoadBalancer", Map.of("Scheme", "internal"));
        Map.of("deletion_protection.enabled", "true", "routing.http.drop_invalid_header_fields.enabled", "true",
                "idle_timeout.timeout_seconds", "55", "access_logs.s3.enabled", "true")
                .forEach((key, value) -> template.hasResourceProperties("AWS::ElasticLoadBalancingV2::LoadBalancer", Map
                        .of("LoadBalancerAttributes", Match.arrayWith(List.of(Map.of("Key", key, "Value", value))))));
        template.resourceCountIs("AWS::CloudFront::VpcOrigin", 1);
        assertThat(template.findResources("AWS::EC2::SecurityGroup", Map.of("Properties", Match.objectLike(
                Map.of("SecurityGroupIngress",
                        Match.arrayWith(List.of(Match.objectLike(Map.of("CidrIp", "0.0.0.0/0")))))))))
                .isEmpty();
    }

    @Test
    void plainHttpIsSentToTls() {
        template.hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener",
                Map.of("Port", 443, "Protocol", "HTTPS", "SslPolicy",
                        Match.stringLikeRegexp("ELBSecurityPolicy-TLS13-1-2.*"),
                        "DefaultActions", List.of(Match.objectLike(Map.of("Type", "forward")))));
        template.hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", Map.of("Port", 80, "DefaultActions",
                List.of(Map.of("Type", "redirect", "RedirectConfig",
                        Map.of("Protocol", "HTTPS", "Port", "443", "StatusCode", "HTTP_301")))));
    }

    @Test
    void instancesAreAskedWhetherTheyServe() {
        template.hasResourceProperties("AWS::ElasticLoadBalancingV2::TargetGroup",
                Map.of("Port", 8080, "HealthCheckPath", "/healthz", "Matcher", Map.of("HttpCode", "200"),
                        "TargetGroupAttributes",
                        Match.arrayWith(List.of(Map.of("Key", "deregistration_delay.timeout_seconds", "Value", "120"),
                                Map.of("Key", "slow_start.duration_seconds", "Value", "60")))));
    }

    @Test
    void theFirewallKnowsBadRequestsAndTooMany() {
        Template edge = Portals.edge();
        edge.hasResourceProperties("AWS::WAFv2::WebACL", Map.of("Scope", "CLOUDFRONT", "Rules",
                Match.arrayWith(List.of(
                        Match.objectLike(Map.of("Statement",
                                Map.of("RateBasedStatement",
                                        Match.objectLike(Map.of("Limit", 20_000, "AggregateKeyType", "IP"))))),
                        managed("AWSManagedRulesAmazonIpReputationList"), managed("AWSManagedRulesCommonRuleSet"),
                        managed("AWSManagedRulesKnownBadInputsRuleSet")))));
    }

    @Test
    void aPictureIsNoSuspectForItsSize() {
        Portals.edge()
                .hasResourceProperties("AWS::WAFv2::WebACL", Map.of("Rules", Match.arrayWith(List.of(Match.objectLike(
                        Map.of("Statement",
                                Map.of("ManagedRuleGroupStatement", Match.objectLike(Map.of("RuleActionOverrides",
                                        Match.arrayWith(List.of(Map.of("Name", "SizeRestrictions_BODY", "ActionToUse",
                                                Map.of("Count", Map.of())))))))))))));
    }

    private static Matcher managed(String group) {
        return Match.objectLike(Map.of("Statement",
                Map.of("ManagedRuleGroupStatement", Match.objectLike(Map.of("VendorName", "AWS", "Name", group)))));
    }
}
