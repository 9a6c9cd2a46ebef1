package dev.imageportal.gateway;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The web client: its files, and its one page at each address that the client itself knows. Elsewhere the page says
/// to people that there is nothing; programs get a problem.
@Configuration(proxyBeanMethods = false)
class WebClientRoutes {

    /// As in the client's own `routes.tsx`; `/i/{id}` has a page of its own.
    private static final List<String> PAGES = List.of("/", "/upload", "/search", "/t/{tag}", "/settings", "/login",
            "/signup", "/forgot", "/{name:@.+}");

    @Bean
    RouterFunction<ServerResponse> webClient(WebClientFiles files, PicturePage picturePage) {
        RequestPredicate reading = methods(HttpMethod.GET, HttpMethod.HEAD);
        RouterFunctions.Builder routes = RouterFunctions.route();
        for (String page : PAGES) {
            routes.route(reading.and(path(page)), files.index()::answer);
        }
        return routes.route(reading.and(path("/i/{id}")), picturePage::answer)
                .add(request -> reading.test(request)
                        ? Mono.justOrEmpty(files.find(request.path())).map(file -> file::answer)
                        : Mono.empty())
                .route(reading.and(WebClientRoutes::isForEyes), _ -> files.index().answerNotFound())
                .build();
    }

    /// A browser that goes to an address asks for HTML by name; programs, and what pages load, don't.
    private static boolean isForEyes(ServerRequest request) {
        return Paths.isWebClient(request.requestPath())
                && request.headers()
                        .header(HttpHeaders.ACCEPT)
                        .stream()
                        .anyMatch(types -> types.contains(MediaType.TEXT_HTML_VALUE));
    }
}
