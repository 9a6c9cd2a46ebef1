package dev.imageportal.gateway;

import dev.imageportal.defaults.ProblemException;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// For load balancers: whether this gateway takes traffic, whatever the services do.
@Configuration(proxyBeanMethods = false)
class Health {

    @Bean
    RouterFunction<ServerResponse> healthRoute(ApplicationAvailability availability) {
        return RouterFunctions.route().GET("/healthz", request -> {
            if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
                return ServerResponse.ok().cacheControl(CacheControl.noStore()).bodyValue(Map.of("status", "up"));
            }
            throw ProblemException.unavailable("This gateway takes no traffic just now.", Duration.ofSeconds(5));
        }).build();
    }
}
