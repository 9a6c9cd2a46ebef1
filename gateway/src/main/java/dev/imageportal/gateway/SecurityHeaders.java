package dev.imageportal.gateway;

import java.util.HashMap;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// What a browser may do with an answer, on every answer, errors included. The gateway's word replaces the services'.
@Component
@Order(FilterOrder.SECURITY_HEADERS)
class SecurityHeaders implements WebFilter {

    /// JSON, events and pictures: nothing in them is to run or to load anything.
    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none';"
            + " form-action 'none'";
    /// Pages: scripts, styles and data of this origin only, nothing inline.
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
            + " worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    private static final String HTTPS_ONLY = "max-age=31536000";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> {
            PathContainer path = exchange.getRequest().getPath();
            HttpHeaders headers = exchange.getResponse().getHeaders();
            ALWAYS.forEach(headers::set);
            headers.set("Content-Security-Policy", Paths.isPage(path) ? PAGE_POLICY : DATA_POLICY);
            // pictures are public: pages of others may show them
            headers.set("Cross-Origin-Resource-Policy", Paths.isMedia(path) ? "cross-origin" : "same-origin");
            if (Client.of(exchange).secure()) {
                headers.set("Strict-Transport-Security", HTTPS_ONLY);
            } else {
                headers.remove("Strict-Transport-Security");
            }
            if (Paths.isApi(path)) {
                // who asks may be told by a cookie, which no service knows of
                headers.add(HttpHeaders.VARY, HttpHeaders.COOKIE);
            }
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    /// For answers to what never became an exchange.
    static Map<String, String> ofUnreadableRequests() {
        Map<String, String> headers = new HashMap<>(ALWAYS);
        headers.put("Content-Security-Policy", DATA_POLICY);
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }
}
