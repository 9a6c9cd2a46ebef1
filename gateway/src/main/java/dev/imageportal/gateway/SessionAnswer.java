package dev.imageportal.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/// What user-service says to a log-in or a refresh.
sealed interface SessionAnswer {

    /// @param expiresAt        the access token's end
    /// @param refreshExpiresAt null when user-service doesn't know
    record Granted(String username, String displayName, Instant expiresAt, String accessToken, String refreshToken,
            @Nullable Instant refreshExpiresAt) implements SessionAnswer {

        public Granted {
            if (!SessionCookie.USER.takes(username) || !SessionCookie.ACCESS.takes(accessToken)
                    || !SessionCookie.REFRESH.takes(refreshToken)) {
                throw new IllegalArgumentException("no cookie can hold this session's user name or tokens");
            }
        }

        /// Never with its tokens.
        @Override
        public String toString() {
            return "session of " + username + " until " + expiresAt;
        }
    }

    /// @param problem    as the client is to read it
    /// @param retryAfter the header, if there was one
    record Refused(HttpStatusCode status, byte[] problem, @Nullable String retryAfter) implements SessionAnswer {}
}
