package dev.imageportal.gateway;

import dev.imageportal.defaults.Problem;
import dev.imageportal.defaults.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/// A browser's session, from logging in to logging out. Who it is (`GET /api/session`) is user-service's to say.
@Configuration(proxyBeanMethods = false)
class SessionRoutes {

    private static final PathPattern SESSION = Paths.pattern("/api/session");
    private static final PathPattern REFRESH = Paths.pattern("/api/session/refresh");

    /// @param expiresAt the access token's end: time to refresh
    private record Session(String username, String displayName, Instant expiresAt) {}

    private final SessionClient sessions;
    private final Refreshes refreshes;
    private final Revocations revocations;

    SessionRoutes(SessionClient sessions, Refreshes refreshes, Revocations revocations) {
        this.sessions = sessions;
        this.refreshes = refreshes;
        this.revocations = revocations;
    }

    /// Whether the request is answered here: it reads and sets the cookies itself.
    static boolean answers(ServerHttpRequest request) {
        boolean reads = Set.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.getMethod());
        return (SESSION.matches(request.getPath()) && !reads) || REFRESH.matches(request.getPath());
    }

    @Bean
    RouterFunction<ServerResponse> sessionRoute() {
        return RouterFunctions.route(request -> answers(request.exchange().getRequest()), this::answer);
    }

    private Mono<ServerResponse> answer(ServerRequest request) {
        boolean refresh = REFRESH.matches(request.requestPath());
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.POST)) {
            SameOrigin.require(request.exchange());
            return refresh ? refresh(request) : logIn(request);
        }
        if (method.equals(HttpMethod.DELETE) && !refresh) {
            SameOrigin.require(request.exchange());
            return logOut(request.exchange());
        }
        Problem problem = Problem.of(HttpStatus.METHOD_NOT_ALLOWED,
                "This address does not take this method; the Allow header lists those it does.", request.path());
        return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, refresh ? "POST" : "GET, HEAD, POST, DELETE")
                .contentType(Problem.MEDIA_TYPE)
                .bodyValue(problem.json());
    }

    private Mono<ServerResponse> logIn(ServerRequest request) {
        JsonBody.require(request.headers().asHttpHeaders());
        return request.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .flatMap(credentials -> sessions.begin(credentials,
                        request.headers().header(SessionClient.IDEMPOTENCY_KEY), request.path()))
                .flatMap(answer -> switch (answer) {
                    case SessionAnswer.Granted granted -> granted(granted, request.exchange());
                    case SessionAnswer.Refused refused -> refused(refused);
                });
    }

    private Mono<ServerResponse> refresh(ServerRequest request) {
        JsonBody.requireOrNone(request.headers().asHttpHeaders());
        ServerWebExchange exchange = request.exchange();
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

    private Mono<ServerResponse> logOut(ServerWebExchange exchange) {
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
