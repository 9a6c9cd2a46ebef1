package dev.imageportal.image;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The caches of CloudFront that renditions are served from, where they are.
///
/// @param distribution its id; empty: there are none
/// @param endpoint     of the API
/// @param callTimeout  of one request
/// @param pause        after CloudFront did not take one; grows with each further time
/// @param longestPause to which it grows
@ConfigurationProperties("portal.cloudfront")
record CloudFrontSettings(
        @DefaultValue("") String distribution,
        @DefaultValue("https://cloudfront.amazonaws.com") URI endpoint,
        @DefaultValue("5s") Duration callTimeout,
        @DefaultValue("5s") Duration pause,
        @DefaultValue("2m") Duration longestPause) {

    CloudFrontSettings {
        if (!distribution.matches("[A-Z0-9]*")) {
            throw new IllegalArgumentException(
                    "portal.cloudfront.distribution must be the id of a distribution, such as E2QWRUHAPOMQZL: "
                            + distribution);
        }
    }

    boolean used() {
        return !distribution.isEmpty();
    }
}
