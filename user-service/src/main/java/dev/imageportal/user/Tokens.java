package dev.imageportal.user;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/// What the user pool gives to somebody who proved who they are.
record Tokens(String accessToken, String refreshToken) {

    /// Whose they are, as the access token says.
    String username() {
        return required(claims().getClaim("username"), "that is nobody's").toString();
    }

    /// Of the access token.
    Instant expiresAt() {
        return expiry(claims());
    }

    /// Seconds for which the access token is good, as it says itself: from its issue to its expiry.
    long expiresIn() {
        JWTClaimsSet claims = claims();
        Date issued = required(claims.getIssueTime(), "that was never issued");
        return Duration.between(issued.toInstant(), expiry(claims)).toSeconds();
    }

    /// Says neither: a token in a log could be used.
    @Override
    public String toString() {
        return "Tokens";
    }

    private static Instant expiry(JWTClaimsSet claims) {
        return required(claims.getExpirationTime(), "that never expires").toInstant();
    }

    private JWTClaimsSet claims() {
        try {
            return JWTParser.parse(accessToken).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalStateException("the user pool gave an access token that is no JWT", e);
        }
    }

    private static <T> T required(@Nullable T claim, String otherwise) {
        if (claim == null) {
            throw new IllegalStateException("the user pool gave an access token " + otherwise);
        }
        return claim;
    }
}
