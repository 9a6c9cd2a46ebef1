package dev.imageportal.user;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The user pool and its app client, set up as docs/adr/0012-what-the-user-pool-must-offer.md says.
///
/// @param endpoint       of an emulator, which checks no signatures; null for AWS itself, with its default credentials
/// @param userPoolId     the service needs `cognito-idp:AdminGetUser` and `cognito-idp:AdminDeleteUser` on this pool, and
/// no other right
/// @param clientSecret   null when the app client has none
/// @param refreshTokenValidity as the app client says: how long a session can last without a password
/// @param connectTimeout to open a connection
/// @param attemptTimeout of one attempt of a call, its connection included
/// @param callTimeout    of a call with all its attempts
/// @param connections    open at once, at most
@ConfigurationProperties("portal.cognito")
record CognitoSettings(
        @Nullable URI endpoint,
        String region,
        String userPoolId,
        String clientId,
        @Nullable String clientSecret,
        @DefaultValue("30d") Duration refreshTokenValidity,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("4s") Duration attemptTimeout,
        @DefaultValue("6s") Duration callTimeout,
        @DefaultValue("50") int connections) {

    CognitoSettings {
        endpoint = endpoint == null || endpoint.toString().isEmpty() ? null : endpoint;
        clientSecret = clientSecret == null || clientSecret.isEmpty() ? null : clientSecret;
        if (region.isEmpty() || userPoolId.isEmpty() || clientId.isEmpty()) {
            throw new IllegalArgumentException("PORTAL_COGNITO_REGION, PORTAL_COGNITO_USER_POOL_ID and "
                    + "PORTAL_COGNITO_CLIENT_ID must name the user pool and its app client");
        }
    }
}
