package dev.imageportal.defaults;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose access tokens are believed: those of one app client of one Cognito user pool.
///
/// @param issuer    the pool's `iss`
/// @param jwksUri   where the pool publishes its keys
/// @param clientId  the app client
/// @param clockSkew by how much clocks may differ when expiry is checked
/// @param timeout   of connecting to and of reading from `jwksUri`, each
@ConfigurationProperties("portal.token")
public record TokenSettings(
        String issuer,
        URI jwksUri,
        String clientId,
        @DefaultValue("5s") Duration clockSkew,
        @DefaultValue("2s") Duration timeout) {}
