package dev.imageportal.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Who makes a request, as their access token says.
///
/// @param expiresAt of the token
record Caller(Username username, String accessToken, Instant expiresAt) {

    /// @param caller null when the request came without
    /// @throws dev.imageportal.defaults.ProblemException `401` when nobody of the portal is behind it
    static Caller of(@Nullable JwtAuthenticationToken caller) {
        Jwt token = caller == null ? null : caller.getToken();
        Instant expiresAt = token == null ? null : token.getExpiresAt();
        if (token == null || expiresAt == null) {
            throw AccountProblems.unauthenticated(
                    "This needs a valid access token: log in and send it as Authorization: Bearer.");
        }
        Username username = Username.parse(token.getClaimAsString("username"))
                .orElseThrow(() -> AccountProblems.unauthenticated("The access token is of no user of the portal."));
        return new Caller(username, token.getTokenValue(), expiresAt);
    }

    @Override
    public String toString() {
        return username.value();
    }
}
