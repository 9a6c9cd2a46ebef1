package dev.imageportal.defaults;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

class TokenKeysOutageTest {

    @Test
    void unreachableKeysAreNotTheTokensFault() {
        try (TokenIssuer issuer = new TokenIssuer()) {
            String token = issuer.token(UnaryOperator.identity());
            AccessTokens tokens = tokensOf(issuer);
            issuer.close();

            assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void knownKeysStayGoodWhileThePoolIsAway() {
        try (TokenIssuer issuer = new TokenIssuer()) {
            String token = issuer.token(UnaryOperator.identity());
            AccessTokens tokens = tokensOf(issuer);
            tokens.decode(token);
            issuer.close();

            assertThatCode(() -> tokens.decode(token)).doesNotThrowAnyException();
        }
    }

    /// Else anyone could make the service ask the pool as often as he likes.
    @Test
    void unknownKeysAreRefusedHoweverOftenTheyCome() {
        try (TokenIssuer issuer = new TokenIssuer()) {
            AccessTokens tokens = tokensOf(issuer);
            for (int i = 0; i < 5; i++) {
                String token = issuer.signedByUnknownKey();
                assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);
            }
        }
    }

    private static AccessTokens tokensOf(TokenIssuer issuer) {
        return new AccessTokens(new TokenSettings(issuer.issuer(), URI.create(issuer.jwksUri()), TokenIssuer.CLIENT,
                Duration.ofSeconds(5), Duration.ofSeconds(1)));
    }
}
