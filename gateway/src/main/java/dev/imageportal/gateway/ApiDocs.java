package dev.imageportal.gateway;

import static dev.imageportal.gateway.Responses.away;
import static dev.imageportal.gateway.Responses.response;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The API's description, for programs at `/api/openapi.json` and for people at `/api/docs`: Swagger UI from its webjar,
/// of which nothing but these files is served.
@Configuration(proxyBeanMethods = false)
class ApiDocs {

    private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=utf-8");
    private static final MediaType STYLE = MediaType.valueOf("text/css;charset=utf-8");
    private static final MediaType PAGE = MediaType.valueOf("text/html;charset=utf-8");

    @Bean
    RouterFunction<ServerResponse> apiDocsRoute(ApiDescription description) throws IOException {
        String webjar = "META-INF/resources/webjars/swagger-ui/" + version() + "/";
        RouterFunctions.Builder files = RouterFunctions.route()
                .GET("/api/docs/", _ -> ServerResponse.permanentRedirect(URI.create("/api/docs")).build());
        file(files, "/api/docs/initializer.js", "docs/initializer.js", SCRIPT);
        file(files, "/api/docs/swagger-ui-bundle.js", webjar + "swagger-ui-bundle.js", SCRIPT);
        file(files, "/api/docs/swagger-ui.css", webjar + "swagger-ui.css", STYLE);
        file(files, "/api/docs/favicon-32x32.png", webjar + "favicon-32x32.png", MediaType.IMAGE_PNG);
        byte[] page = content("docs/index.html");
        return SpringdocRouteBuilder.route()
                .GET("/api/openapi.json", _ -> answer(description), ApiDocs::describeDescription)
                .GET("/api/docs", _ -> answer(page, PAGE), ApiDocs::describePage)
                .build()
                .and(files.build());
    }

    private static void describeDescription(Builder operation) {
        operation.operationId("describe")
                .tag("Operations")
                .summary("This description")
                .response(response(HttpStatus.OK, "OpenAPI 3.1")
                        .content(contentBuilder().mediaType(MediaType.APPLICATION_JSON_VALUE)
                                .schema(schemaBuilder().type("object"))))
                .response(away());
    }

    private static void describePage(Builder operation) {
        operation.operationId("browse")
                .tag("Operations")
                .summary("A page that shows this description")
                .response(response(HttpStatus.OK, "The page").content(
                        contentBuilder().mediaType(MediaType.TEXT_HTML_VALUE).schema(schemaBuilder().type("string"))));
    }

    private static Mono<ServerResponse> answer(ApiDescription description) {
        return description.json()
                .flatMap(json -> ServerResponse.ok()
                        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(json));
    }

    private static void file(RouterFunctions.Builder routes, String path, String name, MediaType type)
            throws IOException {
        byte[] file = content(name);
        routes.GET(path, _ -> answer(file, type));
    }

    private static byte[] content(String name) throws IOException {
        Resource file = new ClassPathResource(name);
        if (!file.exists()) {
            throw new IllegalStateException("The gateway was built without " + name);
        }
        return file.getContentAsByteArray();
    }

    /// As bytes: of a resource, Spring would serve ranges, and refuse a bad one without a problem to read.
    private static Mono<ServerResponse> answer(byte[] file, MediaType type) {
        return ServerResponse.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .contentType(type)
                .bodyValue(file);
    }

    private static String version() throws IOException {
        Properties webjar = PropertiesLoaderUtils
                .loadProperties(new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties"));
        return webjar.getProperty("version");
    }
}
