package dev.imageportal.gateway;

import dev.imageportal.defaults.Problem;
import dev.imageportal.defaults.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
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

/// A browser's session, from logging in to logging out. Who it is (`GET /api/session`) is user-service's to say: so these
/// are routes, which leave that request to the route table, and no controller, which would refuse it.
@Configuration(proxyBeanMethods = false)
class SessionRoutes {

    private static final PathPattern SESSION = Paths.pattern("/api/session");
    private static final PathPattern REFRESH = Paths.pattern("/api/session/refresh");

    /// As user-service answers it to `GET /api/session`, and described in the same words.
    ///
    /// @param expiresAt the access token's end: time to refresh
    @Schema(requiredProperties = {"username", "displayName", "expiresAt"}, example = """
            {"username": "grace", "displayName": "Grace", "expiresAt": "2026-11-23T08:39:42Z"}""")
    record Session(String username, String displayName, Instant expiresAt) {}

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
        return SpringdocRouteBuilder.route()
                .POST(SESSION.getPatternString(), this::logIn, SessionDescriptions::logIn)
                .DELETE(SESSION.getPatternString(), this::logOut, SessionDescriptions::logOut)
                .POST(REFRESH.getPatternString(), this::refresh, SessionDescriptions::refresh)
                .build()
                .and(RouterFunctions.route(request -> answers(request.exchange().getRequest()),
                        SessionRoutes::refuseMethod));
    }

    private static Mono<ServerResponse> refuseMethod(ServerRequest request) {
        Problem problem = Problem.of(HttpStatus.METHOD_NOT_ALLOWED,
                "This address does not take this method; the Allow header lists those it does.", request.path());
        return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW,
                        REFRESH.matches(request.requestPath()) ? "POST" : "GET, HEAD, POST, DELETE")
                .contentType(Problem.MEDIA_TYPE)
                .bodyValue(problem.json());
    }

    private Mono<ServerResponse> logIn(ServerRequest request) {
        SameOrigin.require(request.exchange());
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

    private Mono<ServerResponse> logOut(ServerRequest request) {
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
