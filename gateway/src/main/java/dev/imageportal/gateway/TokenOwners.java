package dev.imageportal.gateway;

import dev.imageportal.defaults.AccessTokens;
import dev.imageportal.defaults.TokenSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Whose access token a request brings, for the rate limits alone: what a user may do is for the services to say.
@Component
class TokenOwners {

    private static final Logger log = LoggerFactory.getLogger(TokenOwners.class);
    private static final String BEARER = "bearer ";
    /// Checking takes less than a millisecond, but for the first time, when the pool's keys are fetched.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final @Nullable AccessTokens tokens;

    TokenOwners(TokenSettings settings) {
        boolean known = settings.jwksUri() != null && !settings.jwksUri().toString().isEmpty();
        this.tokens = known ? new AccessTokens(settings) : null;
        if (!known) {
            log.info("PORTAL_TOKEN_JWKS_URI is not set: uploads are limited per address, not per user");
        }
    }

    /// Empty without a token that can be believed.
    Mono<Optional<String>> of(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        AccessTokens checked = tokens;
        if (checked == null || authorization == null
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Mono.just(Optional.empty());
        }
        String token = authorization.substring(BEARER.length()).strip();
        return Mono.fromCallable(() -> owner(checked, token))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(PATIENCE)
                .onErrorReturn(Optional.empty());
    }

    private static Optional<String> owner(AccessTokens tokens, String token) {
        try {
            return Optional.ofNullable(tokens.decode(token).getClaimAsString(AccessTokens.USERNAME));
        } catch (JwtException e) {
            return Optional.empty();
        }
    }
}
