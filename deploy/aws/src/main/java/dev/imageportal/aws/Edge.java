package dev.imageportal.aws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AccessLevel;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeader;
import software.amazon.awscdk.services.cloudfront.ResponseCustomHeadersBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentTypeOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.cloudfront.origins.VpcOrigin;
import software.amazon.awscdk.services.cloudfront.origins.VpcOriginWithEndpointProps;
import software.constructs.Construct;

/// CloudFront in front of everything: renditions straight from the bucket and for a year, the web client's hashed files
/// as the gateway says, all the rest to the load balancer as it came.
final class Edge extends Construct {

    static final Duration YEAR = Duration.days(365);

    private final Distribution distribution;

    Edge(Construct scope, Media media, LoadBalancer balancer, AccessLogs logs, String firewall, Settings settings) {
        super(scope, "Edge");
        IOrigin gateways = VpcOrigin.withApplicationLoadBalancer(balancer.balancer(),
                VpcOriginWithEndpointProps.builder()
                        .vpcOriginName(Settings.NAME)
                        .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                        .httpsPort(443)
                        .readTimeout(Duration.seconds(60))
                        .build());
        distribution = Distribution.Builder.create(this, "Distribution")
                .comment("Image Portal")
                .domainNames(List.of(settings.domain()))
                .certificate(Certificate.fromCertificateArn(this, "Certificate", settings.edgeCertificate()))
                .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021)
                .httpVersion(HttpVersion.HTTP2_AND_3)
                .webAclId(firewall)
                .logBucket(logs.bucket())
                .logFilePrefix("cloudfront/")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(gateways)
                        .allowedMethods(AllowedMethods.ALLOW_ALL)
                        .cachePolicy(CachePolicy.CACHING_DISABLED)
                        // with the host that was asked for, which cookies and the origin of requests rest on
                        .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                        .build())
                // in a fixed order, which the template keeps
                .additionalBehaviors(
                        new TreeMap<>(Map.of("/media/*", renditions(media), "/assets/*", hashedFiles(gateways))))
                .build();
        // a viewer's path always begins with /media/ there, so nobody can ask for the list itself
        Annotations.of(distribution).acknowledgeWarning("@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk");
        Reasons.accept(distribution, "CFR1",
                "The portal is for whoever its people share pictures with, wherever they are");
    }

    private BehaviorOptions renditions(Media media) {
        return BehaviorOptions.builder()
                .origin(S3BucketOrigin.withOriginAccessControl(media.bucket(),
                        S3BucketOriginWithOACProps.builder()
                                // with the right to list, a rendition that is not there is a 404 and not a 403
                                .originAccessLevels(List.of(AccessLevel.READ, AccessLevel.LIST))
                                .build()))
                .allowedMethods(AllowedMethods.ALLOW_GET_HEAD)
                .cachePolicy(CachePolicy.Builder.create(this, "Renditions")
                        .comment("A rendition's bytes never change")
                        .minTtl(Duration.seconds(0))
                        .defaultTtl(YEAR)
                        .maxTtl(YEAR)
                        .build())
                .responseHeadersPolicy(ResponseHeadersPolicy.Builder.create(this, "RenditionHeaders")
                        .comment("As the gateway answers")
                        .customHeadersBehavior(ResponseCustomHeadersBehavior.builder()
                                .customHeaders(List.of(ResponseCustomHeader.builder()
                                        .header("Cross-Origin-Resource-Policy")
                                        .value("cross-origin")
                                        .override(true)
                                        .build()))
                                .build())
                        .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
                                .contentTypeOptions(ResponseHeadersContentTypeOptions.builder().override(true).build())
                                .strictTransportSecurity(ResponseHeadersStrictTransportSecurity.builder()
                                        .accessControlMaxAge(YEAR)
                                        .override(true)
                                        .build())
                                .build())
                        .build())
                // WebP, JPEG and AVIF don't get smaller
                .compress(false)
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .build();
    }

    private static BehaviorOptions hashedFiles(IOrigin gateways) {
        return BehaviorOptions.builder()
                .origin(gateways)
                .allowedMethods(AllowedMethods.ALLOW_GET_HEAD)
                .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
                .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .build();
    }

    Distribution distribution() {
        return distribution;
    }
}
