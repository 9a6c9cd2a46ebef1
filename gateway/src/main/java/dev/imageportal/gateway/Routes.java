package dev.imageportal.gateway;

import static org.springframework.cloud.gateway.support.RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Every path that leads to a service. What is not here leads nowhere: the services' `/internal` and `/actuator` among
/// it. The first match wins.
@Configuration(proxyBeanMethods = false)
class Routes {

    private record Route(String name, URI service, Duration firstByteTimeout, List<String> paths) {}

    @Bean
    RouteLocator routeTable(RouteLocatorBuilder builder, GatewaySettings settings) {
        RouteLocatorBuilder.Builder table = builder.routes();
        for (Route route : routes(settings)) {
            table.route(route.name, when -> when.path(route.paths.toArray(String[]::new))
                    .metadata(RESPONSE_TIMEOUT_ATTR, route.firstByteTimeout.toMillis())
                    .uri(route.service));
        }
        return table.build();
    }

    private static List<Route> routes(GatewaySettings settings) {
        Duration soon = settings.firstByteTimeout();
        return List.of(
                new Route("profile-pictures", settings.feedService(), soon, List.of("/api/users/{username}/images")),
                new Route("accounts", settings.userService(), soon,
                        List.of("/api/users/**", "/api/session", "/api/tokens")),
                new Route("pictures", settings.imageService(), settings.uploadTimeout(),
                        List.of("/api/images/**", "/media/**")),
                new Route("feeds", settings.feedService(), soon, List.of("/api/feed/**", "/api/tags/**")),
                new Route("search", settings.searchService(), soon, List.of("/api/search/**")));
    }
}
