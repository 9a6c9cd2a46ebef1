package dev.imageportal.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/// Answers from memory what is [Keepable], and keeps what passes. Everything else goes its usual way.
@Component
@Order(FilterOrder.KEPT_ANSWERS)
class KeptAnswersFilter implements WebFilter {

    private static final Pattern PICTURE = Pattern.compile("/api/images/([0-9A-Fa-f-]{36})");

    private final Map<Keepable, KeptAnswers> kept = new EnumMap<>(Keepable.class);
    private final KeptAnswers renditions;

    KeptAnswersFilter(GatewaySettings settings, MeterRegistry meters) {
        renditions = new KeptAnswers("rendition", settings.keptRenditions(), meters);
        kept.put(Keepable.RENDITION, renditions);
        kept.put(Keepable.FEED, new KeptAnswers("feed", settings.keptFeeds(), meters));
        kept.put(Keepable.SEARCH, new KeptAnswers("search", settings.keptSearches(), meters));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (request.getMethod().equals(HttpMethod.DELETE)) {
            forgetWhenGone(exchange);
        }
        Keepable kind = Keepable.of(request);
        KeptAnswers answers = kind == null ? null : kept.get(kind);
        List<String> tags = request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        if (kind == null || answers == null || tags.size() > 1) {
            return chain.filter(exchange);
        }
        String address = address(request);
        String tag = tags.isEmpty() ? null : tags.getFirst();
        KeptAnswer answer = answers.find(address, tag);
        if (answer != null) {
            return answer.send(exchange.getResponse(), tag == null);
        }
        return chain.filter(exchange.mutate()
                .response(new AnswerCapture(exchange.getResponse(), address, kind, answers))
                .build());
    }

    private static String address(ServerHttpRequest request) {
        String path = request.getURI().getRawPath();
        String query = request.getURI().getRawQuery();
        return query == null ? path : path + '?' + query;
    }

    private void forgetWhenGone(ServerWebExchange exchange) {
        Matcher picture = PICTURE.matcher(exchange.getRequest().getURI().getRawPath());
        if (picture.matches()) {
            String folder = "/media/" + picture.group(1).toLowerCase(Locale.ROOT) + '/';
            exchange.getResponse().beforeCommit(() -> {
                HttpStatusCode status = exchange.getResponse().getStatusCode();
                if (status == null || !status.is4xxClientError()) {
                    renditions.forget(folder);
                }
                return Mono.empty();
            });
        }
    }
}
