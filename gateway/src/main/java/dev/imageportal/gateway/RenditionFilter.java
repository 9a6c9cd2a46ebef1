package dev.imageportal.gateway;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Answers from [KeptRenditions], and keeps what passes. Everything that is not plainly a rendition goes its usual way.
@Component
@Order(FilterOrder.RENDITIONS)
class RenditionFilter implements WebFilter {

    /// As image-service writes these paths: each rendition has one name here, and each picture one folder.
    private static final Pattern RENDITION = Pattern.compile("/media/[0-9a-f-]{36}/[0-9a-z-]{1,32}\\.[a-z]{1,8}");
    private static final Pattern PICTURE = Pattern.compile("/api/images/([0-9A-Fa-f-]{36})");
    /// Whoever asks so gets what image-service says to it.
    private static final List<String> CONDITIONS = List.of(HttpHeaders.RANGE, HttpHeaders.IF_RANGE,
            HttpHeaders.IF_MATCH, HttpHeaders.IF_MODIFIED_SINCE, HttpHeaders.IF_UNMODIFIED_SINCE);

    private final KeptRenditions kept;

    RenditionFilter(KeptRenditions kept) {
        this.kept = kept;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getURI().getRawPath();
        if (request.getMethod().equals(HttpMethod.DELETE)) {
            forgetWhenGone(path, exchange);
        }
        if (!isOfRendition(request, path)) {
            return chain.filter(exchange);
        }
        List<String> known = request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        Rendition rendition = known.size() > 1 ? null : kept.find(path);
        if (rendition != null && (known.isEmpty() || rendition.isTagged(known.getFirst()))) {
            return rendition.answer(exchange.getResponse(), known.isEmpty());
        }
        return chain.filter(exchange.mutate()
                .response(new RenditionCapture(exchange.getResponse(), path, kept))
                .build());
    }

    private void forgetWhenGone(String path, ServerWebExchange exchange) {
        Matcher picture = PICTURE.matcher(path);
        if (picture.matches()) {
            exchange.getResponse().beforeCommit(() -> {
                HttpStatusCode status = exchange.getResponse().getStatusCode();
                if (status == null || !status.is4xxClientError()) {
                    kept.forget("/media/" + picture.group(1).toLowerCase(Locale.ROOT) + "/");
                }
                return Mono.empty();
            });
        }
    }

    private static boolean isOfRendition(ServerHttpRequest request, String path) {
        HttpHeaders headers = request.getHeaders();
        return request.getMethod().equals(HttpMethod.GET) && request.getURI().getRawQuery() == null
                && RENDITION.matcher(path).matches() && CONDITIONS.stream().noneMatch(headers::containsHeader);
    }
}
