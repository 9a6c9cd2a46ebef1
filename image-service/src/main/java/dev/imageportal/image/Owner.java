package dev.imageportal.image;

import java.security.Principal;
import java.time.Instant;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Who sends a request.
///
/// @param since when the access token was issued; long ago when it doesn't say
record Owner(String username, Instant since) {

    static Owner of(Principal principal) {
        Instant issuedAt = principal instanceof JwtAuthenticationToken token ? token.getToken().getIssuedAt() : null;
        return new Owner(principal.getName(), issuedAt == null ? Instant.EPOCH : issuedAt);
    }
}
