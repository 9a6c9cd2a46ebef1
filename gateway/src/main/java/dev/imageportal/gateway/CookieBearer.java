package dev.imageportal.gateway;

import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Turns the cookie of a browser's session into the bearer token that the services know. Media needs no identity, and a
/// request that brings a token of its own keeps it. When a service refuses the token, the cookie goes, so that the
/// browser's next request is that of nobody; what refreshes the session stays.
@Component
@Order(FilterOrder.COOKIES)
class CookieBearer implements WebFilter {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!Paths.isApi(request.getPath()) || SessionRoutes.answers(request)
                || request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
                || !SessionCookie.ACCESS.isSent(exchange)) {
            return chain.filter(exchange);
        }
        exchange.getResponse().beforeCommit(() -> {
            if (HttpStatus.UNAUTHORIZED.equals(exchange.getResponse().getStatusCode())) {
                exchange.getResponse().addCookie(SessionCookie.ACCESS.cleared(exchange));
            }
            return Mono.empty();
        });
        String token = SessionCookie.ACCESS.read(exchange);
        if (token == null) {
            return chain.filter(exchange);
        }
        if (!SAFE.contains(request.getMethod())) {
            SameOrigin.require(exchange);
        }
        return chain.filter(exchange.mutate()
                .request(bearing -> bearing.headers(headers -> headers.setBearerAuth(token)))
                .build());
    }
}
