package dev.imageportal.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// Refuses what comes too often, before any service hears of it.
@Component
@Order(FilterOrder.RATE_LIMITS)
class RateLimits implements WebFilter {

    private static final PathPattern USERS = Paths.pattern("/api/users");
    private static final PathPattern SESSION = Paths.pattern("/api/session");
    private static final PathPattern TOKENS = Paths.pattern("/api/tokens");
    private static final PathPattern ME = Paths.pattern("/api/users/me");
    private static final PathPattern MY_PASSWORD = Paths.pattern("/api/users/me/password");
    private static final PathPattern CONFIRMATION = Paths.pattern("/api/users/{username}/confirmation");
    private static final PathPattern RESEND = Paths.pattern("/api/users/{username}/confirmation/resend");
    private static final PathPattern RESET = Paths.pattern("/api/users/{username}/password-reset");
    private static final PathPattern PASSWORD = Paths.pattern("/api/users/{username}/password");
    /// Longer ones are none, whatever else they are.
    private static final int MAX_USERNAME = 64;

    private final RateLimitSettings settings;
    private final TokenOwners owners;
    private final RateLimit signUp;
    private final RateLimit logIn;
    private final RateLimit logInFailures;
    private final RateLimit codes;
    private final RateLimit uploads;
    private final RateLimit everythingElse;

    RateLimits(RateLimitSettings settings, TokenOwners owners, MeterRegistry meters) {
        this.settings = settings;
        this.owners = owners;
        int remembered = settings.remembered();
        this.signUp = new RateLimit("sign-up", settings.signUp(), remembered, meters);
        this.logIn = new RateLimit("log-in", settings.logIn(), remembered, meters);
        this.logInFailures = new RateLimit("log-in-failures", settings.logInFailures(), remembered, meters);
        this.codes = new RateLimit("codes", settings.codes(), remembered, meters);
        this.uploads = new RateLimit("uploads", settings.uploads(), remembered, meters);
        this.everythingElse = new RateLimit("everything-else", settings.everythingElse(), remembered, meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!settings.enabled() || Paths.isHealth(request.getPath())) {
            return chain.filter(exchange);
        }
        String address = address(exchange);
        if (Paths.isUpload(request)) {
            return owners.of(request).flatMap(owner -> {
                uploads.takeAndTell(owner.map(name -> "user " + name).orElse(address), exchange);
                return chain.filter(exchange);
            });
        }
        if (is(request, HttpMethod.POST, USERS)) {
            signUp.takeAndTell(address, exchange);
            return chain.filter(exchange);
        }
        if (is(request, HttpMethod.POST, SESSION) || is(request, HttpMethod.POST, TOKENS)) {
            logIn.takeAndTell(address, exchange);
            return LogInBody.read(request)
                    .flatMap(body -> countingFailures(body.username(), exchange.mutate().request(body.again()).build(),
                            chain));
        }
        String codeOf = codeOf(request);
        if (codeOf != null) {
            codes.takeAndTell(normal(codeOf), exchange);
            return chain.filter(exchange);
        }
        // cached answers would tell others' numbers, so these are told only where they say no
        everythingElse.take(address, exchange);
        if (is(request, HttpMethod.DELETE, ME) || is(request, HttpMethod.PUT, MY_PASSWORD)) {
            return owners.of(request).flatMap(owner -> countingFailures(owner.orElse(null), exchange, chain));
        }
        return chain.filter(exchange);
    }

    /// A token is taken before the password is tried, and given back unless it was refused: so many tries at once are no
    /// way around.
    private Mono<Void> countingFailures(@Nullable String username, ServerWebExchange exchange, WebFilterChain chain) {
        if (username == null) {
            return chain.filter(exchange);
        }
        String key = normal(username);
        logInFailures.take(key, exchange);
        return chain.filter(exchange).doFinally(end -> {
            HttpStatusCode status = exchange.getResponse().getStatusCode();
            // who hangs up early may not try for free
            if (end != SignalType.CANCEL && (status == null || !status.is4xxClientError())) {
                logInFailures.giveBack(key);
            }
        });
    }

    private static @Nullable String codeOf(ServerHttpRequest request) {
        if (request.getMethod().equals(HttpMethod.POST)) {
            return firstUsername(request, CONFIRMATION, RESEND, RESET);
        }
        return request.getMethod().equals(HttpMethod.PUT) && !MY_PASSWORD.matches(request.getPath())
                ? firstUsername(request, PASSWORD)
                : null;
    }

    private static @Nullable String firstUsername(ServerHttpRequest request, PathPattern... patterns) {
        for (PathPattern pattern : patterns) {
            PathPattern.@Nullable PathMatchInfo match = pattern.matchAndExtract(request.getPath());
            if (match != null) {
                return match.getUriVariables().get("username");
            }
        }
        return null;
    }

    private static boolean is(ServerHttpRequest request, HttpMethod method, PathPattern path) {
        return request.getMethod().equals(method) && path.matches(request.getPath());
    }

    /// As user-service reads a user name.
    private static String normal(String username) {
        String lowerCase = username.toLowerCase(Locale.ROOT);
        return lowerCase.length() > MAX_USERNAME ? lowerCase.substring(0, MAX_USERNAME) : lowerCase;
    }

    /// A household, or a machine, has 2^64 addresses of IPv6.
    private static String address(ServerWebExchange exchange) {
        InetAddress address = Client.of(exchange).address();
        return address instanceof Inet6Address ? AddressRange.masked(address, 64).getHostAddress() + "/64"
                : address.getHostAddress();
    }
}
