package dev.imageportal.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/// Publishes a key as a Cognito pool does, and signs access tokens.
final class StubPool {

    static final String CLIENT = "portal-client";

    private final RSAKey key = newKey();
    private final StubService server = new StubService("pool");

    StubPool() {
        server.on("/keys", exchange -> StubService.answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    }

    String issuer() {
        return server.url() + "/pool";
    }

    String jwksUri() {
        return server.url() + "/keys";
    }

    String token(String username) {
        return sign(username, key);
    }

    String forged(String username) {
        return sign(username, new RSAKey.Builder(newKey()).keyID(key.getKeyID()).build());
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sign(String username, RSAKey signingKey) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer())
                .claim("username", username)
                .claim("token_use", "access")
                .claim("client_id", CLIENT)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build();
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                    claims);
            jwt.sign(new RSASSASigner(signingKey));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
