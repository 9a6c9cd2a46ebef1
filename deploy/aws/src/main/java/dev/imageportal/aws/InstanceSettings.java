package dev.imageportal.aws;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/// The services' settings in Parameter Store, each called as its environment variable is. Others may be added beside
/// them, such as `PORTAL_RATE_LIMIT_SIGN_UP`: an instance reads all at its start.
final class InstanceSettings extends Construct {

    InstanceSettings(Construct scope, Media media, Edge edge, Accounts accounts, SearchIndex index) {
        super(scope, "InstanceSettings");
        Map<String, String> values = new TreeMap<>();
        String region = Stack.of(this).getRegion();
        String pool = accounts.pool().getUserPoolId();
        String client = accounts.client().getUserPoolClientId();
        String issuer = "https://cognito-idp." + region + ".amazonaws.com/" + pool;
        values.put("PORTAL_S3_REGION", region);
        values.put("PORTAL_S3_BUCKET", media.bucket().getBucketName());
        values.put("PORTAL_CLOUDFRONT_DISTRIBUTION", edge.distribution().getDistributionId());
        values.put("PORTAL_COGNITO_REGION", region);
        values.put("PORTAL_COGNITO_USER_POOL_ID", pool);
        values.put("PORTAL_COGNITO_CLIENT_ID", client);
        values.put("PORTAL_TOKEN_ISSUER", issuer);
        values.put("PORTAL_TOKEN_JWKS_URI", issuer + "/.well-known/jwks.json");
        values.put("PORTAL_TOKEN_CLIENT_ID", client);
        values.put("PORTAL_SEARCH_OPENSEARCH_URL", index.endpoint());
        values.put("PORTAL_SEARCH_OPENSEARCH_AWS_REGION", region);
        values.forEach((name, value) -> StringParameter.Builder.create(this, name)
                .parameterName(path() + "/" + name)
                .stringValue(value)
                .build());
    }

    /// Below which all of them are.
    String path() {
        return "/" + Settings.NAME + "/settings";
    }
}
