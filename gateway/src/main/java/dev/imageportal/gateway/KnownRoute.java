package dev.imageportal.gateway;

import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;

/// A route as it is named to operators: never by a path that somebody sent, of which there are endlessly many.
///
/// @param name method and path of the API's description, such as `GET /api/images/{id}`
record KnownRoute(Journey journey, String name, HttpMethod method, PathPattern path) {

    private static final List<KnownRoute> API = """
            sign-in POST   /api/session
            sign-in POST   /api/session/refresh
            sign-in POST   /api/tokens
            upload  POST   /api/images
            view    GET    /media/{id}/{file}
            view    GET    /api/feed
            view    GET    /api/images/{id}
            view    GET    /api/images/{id}/original
            view    GET    /api/users/{username}
            view    GET    /api/users/{username}/images
            view    GET    /api/tags
            view    GET    /api/tags/{tag}/images
            find    GET    /api/search
            find    GET    /api/search/suggestions
            other   GET    /api/session
            other   DELETE /api/session
            other   POST   /api/users
            other   POST   /api/users/{username}/confirmation
            other   POST   /api/users/{username}/confirmation/resend
            other   POST   /api/users/{username}/password-reset
            other   PUT    /api/users/{username}/password
            other   PATCH  /api/users/me
            other   PUT    /api/users/me/password
            other   DELETE /api/users/me
            other   PATCH  /api/images/{id}
            other   DELETE /api/images/{id}
            other   GET    /api/feed/live
            other   GET    /healthz
            other   GET    /api/openapi.json
            """.lines()
            .map(KnownRoute::parse)
            .sorted(Comparator.comparing(KnownRoute::path, PathPattern.SPECIFICITY_COMPARATOR))
            .toList();

    /// Addresses of the web client and of the API's pages.
    private static final KnownRoute PAGES = new KnownRoute(Journey.OTHER, "pages", HttpMethod.GET,
            Paths.pattern("/**"));

    /// Whatever the portal does not offer.
    private static final KnownRoute NONE = new KnownRoute(Journey.OTHER, "none", HttpMethod.GET, Paths.pattern("/**"));

    static KnownRoute of(ServerHttpRequest request) {
        HttpMethod method = request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
        return API.stream()
                .filter(route -> route.method.equals(method) && route.path.matches(request.getPath()))
                .findFirst()
                .orElse(method.equals(HttpMethod.GET) && Paths.isPage(request.getPath()) ? PAGES : NONE);
    }

    /// Those of the journeys that have objectives.
    static List<KnownRoute> ofJourneys() {
        return API.stream().filter(route -> route.journey != Journey.OTHER).toList();
    }

    private static KnownRoute parse(String line) {
        String[] parts = line.split(" +", 3);
        return new KnownRoute(Journey.named(parts[0]), parts[1] + " " + parts[2], HttpMethod.valueOf(parts[1]),
                Paths.pattern(parts[2]));
    }
}
