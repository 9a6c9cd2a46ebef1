package dev.imageportal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imageportal.defaults.ProblemException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/// Refuses paths that a service could read otherwise than the route table did: dot segments, empty segments, path
/// parameters, encoded slashes. A path is matched and forwarded as it was sent, so there must be one way to read it.
@Component
@Order(FilterOrder.PATH)
class PathGuard implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!hasOneReading(request.getURI().getRawPath())) {
            return Mono.error(ProblemException.badRequest("malformed-path",
                    "The path has empty or dot segments, path parameters, or characters that a path can't hold."));
        }
        if (CorsUtils.isPreFlightRequest(request)) {
            return Mono.error(ProblemException.of(HttpStatus.FORBIDDEN, "cross-origin",
                    "Other origins may not send requests here."));
        }
        return chain.filter(exchange);
    }

    static boolean hasOneReading(String rawPath) {
        int start = 1;
        while (start <= rawPath.length()) {
            int slash = rawPath.indexOf('/', start);
            int end = slash < 0 ? rawPath.length() : slash;
            boolean last = slash < 0;
            if (end == start && !last) {
                return false;
            }
            if (!isPlain(rawPath.substring(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return rawPath.startsWith("/");
    }

    private static boolean isPlain(String rawSegment) {
        String segment;
        try {
            segment = UriUtils.decode(rawSegment, UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return !segment.equals(".") && !segment.equals("..") && segment.chars()
                .noneMatch(c -> c == '/' || c == '\\' || c == ';' || c == '%' || c == '\uFFFD'
                        || Character.isISOControl(c));
    }
}
