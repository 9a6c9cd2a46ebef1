package dev.imageportal.defaults;

import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Checks Cognito access tokens: RS256 signature by the pool's keys, issuer, expiry, `token_use` and client
/// (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html).
public final class AccessTokens implements JwtDecoder {

    /// The claim that holds the user name.
    public static final String USERNAME = "username";

    private static final int MAX_JWKS_BYTES = 64 * 1024;

    private final JwtDecoder decoder;

    public AccessTokens(TokenSettings settings) {
        NimbusJwtDecoder nimbus = NimbusJwtDecoder.withJwkSource(keys(settings)).build();
        nimbus.setJwtValidator(validator(settings));
        decoder = nimbus;
    }

    /// @throws BadJwtException when the token is not to be believed
    /// @throws JwtException when that can't be told because the pool's keys are out of reach
    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            if (e.getCause() instanceof JWKSetUnavailableException) {
                throw e;
            }
            // A key id that the pool does not know, asked for too often to look again, is the token's fault.
            throw new BadJwtException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Keys are fetched once and kept; an unknown key id makes them fetched again, at most every 30 seconds; while the
    /// pool is out of reach the known ones stay good.
    private static JWKSource<SecurityContext> keys(TokenSettings settings) {
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        try {
            return JWKSourceBuilder
                    .create(settings.jwksUri().toURL(), new DefaultResourceRetriever(timeout, timeout, MAX_JWKS_BYTES))
                    .retrying(true)
                    .outageTolerantForever()
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("portal.token.jwks-uri is no URL: " + settings.jwksUri(), e);
        }
    }

    private static OAuth2TokenValidator<Jwt> validator(TokenSettings settings) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(settings.clockSkew()),
                AccessTokens::hasExpiry,
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<String>("token_use", "access"::equals),
                new JwtClaimValidator<String>("client_id", settings.clientId()::equals),
                new JwtClaimValidator<String>(USERNAME, username -> username != null && !username.isEmpty()));
    }

    private static OAuth2TokenValidatorResult hasExpiry(Jwt token) {
        return token.getExpiresAt() != null
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult
                        .failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token never expires", null));
    }
}
