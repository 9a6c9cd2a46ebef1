package dev.imageportal.gateway;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// What a service hears about the client: only what the gateway itself saw, or a trusted proxy. Headers by which a client could pose as
/// a proxy, or as someone, end here.
@Component
class ForwardedHeaders implements HttpHeadersFilter, Ordered {

    private static final Set<String> REFUSED = Set.of(
            "forwarded", "x-real-ip", "x-client-ip", "true-client-ip", "x-cluster-client-ip",
            "x-original-url", "x-rewrite-url", "x-http-method", "x-http-method-override", "x-method-override",
            "remote-user", "x-remote-user", "x-user", "x-username", "x-user-id", "x-user-name", "x-forwarded-user",
            "x-authenticated-user", "x-auth-user", "x-principal", "x-roles",
            "proxy-connection",
            // turned into an access token, see CookieBearer
            "cookie",
            // answered by the gateway: it reads the body at once
            "expect");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
    private static final Set<String> REFUSED_PREFIXES = Set.of("x-forwarded-", "x-amzn-oidc-", "x-portal-");

    /// After the filters that drop hop-by-hop headers.
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders received, ServerWebExchange exchange) {
        HttpHeaders forwarded = new HttpHeaders();
        received.forEach((name, values) -> {
            if (!isRefused(name.toLowerCase(Locale.ROOT))) {
                forwarded.addAll(name, values);
            }
        });
        Client client = Client.of(exchange);
        forwarded.set("X-Forwarded-For", client.address().getHostAddress());
        forwarded.set("X-Forwarded-Proto", client.scheme());
        String host = received.getFirst(HttpHeaders.HOST);
        if (host != null && HOST.matcher(host).matches()) {
            forwarded.set("X-Forwarded-Host", host);
        }
        return forwarded;
    }

    private static boolean isRefused(String name) {
        return REFUSED.contains(name) || REFUSED_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
