package dev.imageportal.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webflux.api.OpenApiResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/// The gateway's own part of the API's description, made from its routes, and what is said of the whole. springdoc's own
/// controllers are off: no request reaches this but through [ApiDescription].
@Component
class OwnDescription extends OpenApiResource {

    private static final String HERE = "/";

    OwnDescription(ObjectFactory<OpenAPIService> builders, AbstractRequestService requests,
            GenericResponseService responses, OperationService operations, SpringDocConfigProperties settings,
            SpringDocProviders providers, SpringDocCustomizers customizers) {
        super(builders, requests, responses, operations, settings, providers, customizers);
    }

    /// OpenAPI 3.1 in JSON. Reads the code, which takes a while.
    byte[] make() {
        OpenAPI api = getOpenApi(HERE, Locale.ENGLISH);
        api.getInfo()
                .description("Share pictures, follow feeds, search. Errors are `application/problem+json` (RFC 9457)."
                        + " What comes too often gets `429` with `Retry-After`; what is away for now gets `503` with"
                        + " `Retry-After`.");
        api.servers(List.of(new Server().url(HERE)));
        api.tags(List.of(new Tag().name("Sessions").description("Logging in, as a browser or as a program")));
        try {
            return writeJsonValue(api);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The gateway's routes can't be described", e);
        }
    }

    @Override
    protected String getServerUrl(ServerHttpRequest request, String path) {
        return HERE;
    }
}
