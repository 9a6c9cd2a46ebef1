package dev.imageportal.gateway;

import static dev.imageportal.gateway.Responses.away;
import static dev.imageportal.gateway.Responses.json;

import dev.imageportal.defaults.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/// For load balancers: whether this gateway takes traffic, whatever the services do.
@Configuration(proxyBeanMethods = false)
class Health {

    @Schema(name = "Health", requiredProperties = "status", example = """
            {"status": "up"}""")
    record Status(String status) {}

    @Bean
    RouterFunction<ServerResponse> healthRoute(ApplicationAvailability availability) {
        return SpringdocRouteBuilder.route().GET("/healthz", _ -> {
            if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
                return ServerResponse.ok().cacheControl(CacheControl.noStore()).bodyValue(new Status("up"));
            }
            throw ProblemException.unavailable("This gateway takes no traffic just now.", Duration.ofSeconds(5));
        }, Health::describe).build();
    }

    private static void describe(Builder operation) {
        operation.operationId("health")
                .tag("Operations")
                .summary("Whether this gateway takes traffic")
                .response(json("It does", Status.class))
                .response(away());
    }
}
