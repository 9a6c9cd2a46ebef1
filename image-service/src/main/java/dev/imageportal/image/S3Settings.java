package dev.imageportal.image;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param endpoint       of another S3 than Amazon's, which is then addressed by path
/// @param accessKey      empty, like the secret: the AWS default chain
/// @param connectTimeout to reach the store
/// @param readTimeout    between two packets
/// @param callTimeout    of one request with its repetitions
/// @param patience       until a download begins, repetitions included, and of an upload without any progress: people
///                       wait for both, and are to be told within 5 s that the store is away
@ConfigurationProperties("portal.s3")
record S3Settings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        String bucket,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("45s") Duration callTimeout,
        @DefaultValue("3500ms") Duration patience) {

    S3Settings {
        if (endpoint != null && endpoint.toString().isEmpty()) {
            endpoint = null;
        }
    }

    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint + ", region=" + region + ", bucket=" + bucket + "]";
    }
}
