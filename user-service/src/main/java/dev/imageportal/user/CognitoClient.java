package dev.imageportal.user;

import java.net.ConnectException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClientBuilder;

@Configuration(proxyBeanMethods = false)
class CognitoClient {

    @Bean(destroyMethod = "close")
    CognitoIdentityProviderClient cognito(CognitoSettings settings) {
        CognitoIdentityProviderClientBuilder builder = CognitoIdentityProviderClient.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(settings.connectTimeout())
                        .connectionAcquisitionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.attemptTimeout())
                        .maxConnections(settings.connections()))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(settings.attemptTimeout())
                        .apiCallTimeout(settings.callTimeout())
                        .retryStrategy(retries()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint())
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")));
        }
        return builder.build();
    }

    /// A call is made again only where the first try can't have been carried out: a sign-up that was made twice would
    /// find its own name taken.
    private static RetryStrategy retries() {
        return StandardRetryStrategy.builder()
                .maxAttempts(2)
                .useClientDefaults(false)
                .retryOnExceptionOrCauseInstanceOf(ConnectException.class)
                .retryOnExceptionOrCauseInstanceOf(NoHttpResponseException.class)
                .build();
    }
}
