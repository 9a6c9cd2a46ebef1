package dev.imageportal.gateway;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/// What user-service says to a log-in or a refresh.
sealed interface SessionAnswer {

    /// @param expiresAt        the access token's end
    /// @param refreshExpiresAt the refresh token's end, at the latest
    record Granted(String username, String displayName, Instant expiresAt, String accessToken, String refreshToken,
            Instant refreshExpiresAt) implements SessionAnswer {

        public Granted {
            Objects.requireNonNull(expiresAt, "expiresAt");
            Objects.requireNonNull(refreshExpiresAt, "refreshExpiresAt");
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
