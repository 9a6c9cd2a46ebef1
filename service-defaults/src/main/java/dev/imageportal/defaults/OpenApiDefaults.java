package dev.imageportal.defaults;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.security.Principal;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/// What the descriptions of all services have alike (OpenAPI 3.1 at `/internal/openapi.json`, for the gateway to merge
/// with its own): how a caller is known, and that every error is a [Problem].
@AutoConfiguration
@ConditionalOnClass(OpenApiCustomizer.class)
@ConditionalOnWebApplication
public class OpenApiDefaults {

    private static final String TOKEN = "accessToken";
    private static final String COOKIE = "session";
    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI portalApi() {
        Components components = new Components()
                .addSecuritySchemes(TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("An access token from POST /api/tokens."))
                .addSecuritySchemes(COOKIE, new SecurityScheme().type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("portal_access")
                        .description("The cookie that POST /api/session sets; __Host-portal_access behind TLS."));
        return new OpenAPI().components(components)
                .info(new Info().title("Image Portal")
                        .version("1")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }

    /// springdoc leaves out schemas that no operation returns by its type.
    @Bean
    OpenApiCustomizer everyErrorIsAProblem() {
        return api -> {
            ModelConverters.getInstance(true).readAll(Problem.class).forEach(api.getComponents()::addSchemas);
            api.getPaths().values().forEach(path -> path.readOperations().forEach(OpenApiDefaults::problems));
        };
    }

    @Bean
    GlobalOperationCustomizer whoMayCall() {
        return (operation, method) -> {
            if (needsCaller(method)) {
                operation.setSecurity(List.of(new SecurityRequirement().addList(TOKEN),
                        new SecurityRequirement().addList(COOKIE)));
            }
            return operation;
        };
    }

    private static boolean needsCaller(HandlerMethod method) {
        return Stream.of(method.getMethodParameters())
                .map(MethodParameter::getParameterType)
                .anyMatch(Principal.class::isAssignableFrom);
    }

    private static void problems(Operation operation) {
        ApiResponses responses = operation.getResponses();
        Content problem = new Content().addMediaType("application/problem+json",
                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
        responses.forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(problem);
            }
        });
        if (responses.getDefault() == null) {
            responses.setDefault(new ApiResponse().description("An error (RFC 9457)").content(problem));
        }
    }
}
