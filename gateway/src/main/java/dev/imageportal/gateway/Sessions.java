package dev.imageportal.gateway;

import dev.imageportal.defaults.Problem;
import dev.imageportal.defaults.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// A browser's session, from logging in to logging out.
@Component
class Sessions {

    /// What a browser logs in with; user-service reads and checks it.
    @Schema(requiredProperties = {"username", "password"}, example = """
            {"username": "grace", "password": "Sunny-Day7"}""")
    record LogIn(String username, @Schema(format = "password") String password) {}

    /// As user-service answers it to `GET /api/session`, and described by the same words.
    ///
    /// @param expiresAt the access token's end: time to refresh
    @Schema(requiredProperties = {"username", "displayName", "expiresAt"}, example = """
            {"username": "grace", "displayName": "Grace", "expiresAt": "2026-11-23T08:39:42Z"}""")
    record Session(String username, String displayName, Instant expiresAt) {}

    private final SessionClient sessions;
    private final Refreshes refreshes;
    private final Revocations revocations;

    Sessions(SessionClient sessions, Refreshes refreshes, Revocations revocations) {
        this.sessions = sessions;
        this.refreshes = refreshes;
        this.revocations = revocations;
    }

    Mono<ServerResponse> logIn(ServerRequest request) {
        SameOrigin.require(request.exchange());
        JsonBody.require(request.headers().asHttpHeaders());
        return request.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .flatMap(credentials -> sessions.begin(credentials, request.path()))
                .flatMap(answer -> switch (answer) {
                    case SessionAnswer.Granted granted -> granted(granted, request.exchange());
                    case SessionAnswer.Refused refused -> refused(refused);
                });
    }

    Mono<ServerResponse> refresh(ServerRequest request) {
        ServerWebExchange exchange = request.exchange();
        SameOrigin.require(exchange);
        JsonBody.requireOrNone(request.headers().asHttpHeaders());
        String username = SessionCookie.USER.read(exchange);
        String token = SessionCookie.REFRESH.read(exchange);
        if (username == null || token == null) {
            clear(exchange);
            return Mono.error(ProblemException.of(HttpStatus.UNAUTHORIZED, "unauthenticated",
                    "There is no session to refresh: log in."));
        }
        return refreshes.refresh(username, token, request.path()).flatMap(answer -> switch (answer) {
            case SessionAnswer.Granted granted -> granted(granted, exchange);
            case SessionAnswer.Refused refused -> {
                if (refused.status().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
                    clear(exchange);
                }
                yield refused(refused);
            }
        });
    }

    Mono<ServerResponse> logOut(ServerRequest request) {
        ServerWebExchange exchange = request.exchange();
        SameOrigin.require(exchange);
        String username = SessionCookie.USER.read(exchange);
        String token = SessionCookie.REFRESH.read(exchange);
        clear(exchange);
        Mono<ServerResponse> done = ServerResponse.noContent().cacheControl(CacheControl.noStore()).build();
        if (token == null) {
            return done;
        }
        if (username != null) {
            refreshes.forget(username, token);
        }
        return revocations.revoke(token).then(done);
    }

    private Mono<ServerResponse> granted(SessionAnswer.Granted session, ServerWebExchange exchange) {
        Instant now = Instant.now();
        Duration access = Duration.between(now, session.expiresAt());
        Duration refresh = Duration.between(now, session.refreshExpiresAt());
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .cookie(SessionCookie.ACCESS.holding(session.accessToken(), access, exchange))
                .cookie(SessionCookie.REFRESH.holding(session.refreshToken(), refresh, exchange))
                .cookie(SessionCookie.USER.holding(session.username(), refresh, exchange))
                .bodyValue(new Session(session.username(), session.displayName(), session.expiresAt()));
    }

    private static Mono<ServerResponse> refused(SessionAnswer.Refused refused) {
        return ServerResponse.status(refused.status())
                .cacheControl(CacheControl.noStore())
                .contentType(Problem.MEDIA_TYPE)
                .headers(headers -> {
                    if (refused.status().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
                        headers.set(HttpHeaders.WWW_AUTHENTICATE, Problem.CHALLENGE);
                    }
                    if (refused.retryAfter() != null) {
                        headers.set(HttpHeaders.RETRY_AFTER, refused.retryAfter());
                    }
                })
                .bodyValue(refused.problem());
    }

    /// On the exchange itself, so that it holds whoever writes the answer.
    private static void clear(ServerWebExchange exchange) {
        for (SessionCookie cookie : SessionCookie.values()) {
            exchange.getResponse().addCookie(cookie.cleared(exchange));
        }
    }
}
