package dev.imageportal.gateway;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// What so many ask for at the same time that the gateway answers some of them from memory: the same to everyone, and
/// no older than a moment.
enum Keepable {

    /// A small picture, which never changes but may be deleted.
    RENDITION {
        @Override
        boolean allows(HttpHeaders answered) {
            String caching = answered.getCacheControl();
            return caching != null && caching.contains("immutable");
        }
    },
    /// A page of everyone's newest pictures.
    FEED {
        @Override
        boolean allows(HttpHeaders answered) {
            return isForEveryone(answered);
        }
    },
    /// A page of what a search finds, such as pictures with a hashtag that everybody talks of.
    SEARCH {
        @Override
        boolean allows(HttpHeaders answered) {
            return isForEveryone(answered);
        }
    };

    /// As image-service writes these paths: each rendition has one name here, and each picture one folder.
    private static final Pattern RENDITION_PATH = Pattern.compile("/media/[0-9a-f-]{36}/[0-9a-z-]{1,32}\\.[a-z]{1,8}");
    private static final Map<String, Keepable> PAGES = Map.of("/api/feed", FEED, "/api/search", SEARCH);
    private static final int MAX_QUERY = 400;
    /// Whoever asks so gets what the service says to it.
    private static final List<String> CONDITIONS = List.of(HttpHeaders.RANGE, HttpHeaders.IF_RANGE,
            HttpHeaders.IF_MATCH, HttpHeaders.IF_MODIFIED_SINCE, HttpHeaders.IF_UNMODIFIED_SINCE,
            HttpHeaders.AUTHORIZATION);

    /// @param answered headers of a `200`
    abstract boolean allows(HttpHeaders answered);

    /// @return nothing where the answer is for this request alone
    static @Nullable Keepable of(ServerHttpRequest request) {
        if (!request.getMethod().equals(HttpMethod.GET)
                || CONDITIONS.stream().anyMatch(request.getHeaders()::containsHeader)) {
            return null;
        }
        String path = request.getURI().getRawPath();
        String query = request.getURI().getRawQuery();
        Keepable page = PAGES.get(path);
        if (page != null) {
            return query == null || query.length() <= MAX_QUERY ? page : null;
        }
        return query == null && RENDITION_PATH.matcher(path).matches() ? RENDITION : null;
    }

    private static boolean isForEveryone(HttpHeaders answered) {
        return "no-cache".equals(answered.getCacheControl());
    }
}
