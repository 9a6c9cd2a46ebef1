package dev.imageportal.gateway;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Kinds of paths, recognised as the route table does: `/%61pi/feed` is `/api/feed`.
final class Paths {

    private static final PathPattern API = pattern("/api/**");
    private static final PathPattern MEDIA = pattern("/media/**");
    private static final PathPattern UPLOAD = pattern("/api/images");
    private static final PathPattern HEALTH = pattern("/healthz");
    private static final List<PathPattern> DOCS = List.of(pattern("/api/docs"), pattern("/api/docs/*"));

    private Paths() {}

    static PathPattern pattern(String text) {
        return PathPatternParser.defaultInstance.parse(text);
    }

    static boolean isApi(PathContainer path) {
        return API.matches(path);
    }

    static boolean isMedia(PathContainer path) {
        return MEDIA.matches(path);
    }

    static boolean isHealth(PathContainer path) {
        return HEALTH.matches(path);
    }

    static boolean isWebClient(PathContainer path) {
        return !isApi(path) && !isMedia(path) && !isHealth(path);
    }

    /// What is for people's eyes: the web client and the pages of the API's description.
    static boolean isPage(PathContainer path) {
        return isWebClient(path) || DOCS.stream().anyMatch(pattern -> pattern.matches(path));
    }

    static boolean isUpload(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.POST) && UPLOAD.matches(request.getPath());
    }
}
