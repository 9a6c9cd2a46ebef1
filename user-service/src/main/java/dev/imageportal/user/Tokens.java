package dev.imageportal.user;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;

/// What the user pool gives to somebody who proved who they are.
record Tokens(String accessToken, String refreshToken) {

    /// Seconds for which the access token is good, as it says itself: from its issue to its expiry.
    long expiresIn() {
        try {
            JWTClaimsSet claims = JWTParser.parse(accessToken).getJWTClaimsSet();
            Date issued = claims.getIssueTime();
            Date expires = claims.getExpirationTime();
            if (issued == null || expires == null) {
                throw new IllegalStateException("the user pool gave an access token that never expires");
            }
            return Duration.between(issued.toInstant(), expires.toInstant()).toSeconds();
        } catch (ParseException e) {
            throw new IllegalStateException("the user pool gave an access token that is no JWT", e);
        }
    }
}
