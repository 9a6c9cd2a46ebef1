package dev.imageportal.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
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
        RouterFunctions.Builder routes = RouterFunctions.route()
                .GET("/api/openapi.json", _ -> description.json()
                        .flatMap(json -> ServerResponse.ok()
                                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)))
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(json)))
                .GET("/api/docs/", _ -> ServerResponse.permanentRedirect(URI.create("/api/docs")).build());
        file(routes, "/api/docs", "docs/index.html", PAGE);
        file(routes, "/api/docs/initializer.js", "docs/initializer.js", SCRIPT);
        file(routes, "/api/docs/swagger-ui-bundle.js", webjar + "swagger-ui-bundle.js", SCRIPT);
        file(routes, "/api/docs/swagger-ui.css", webjar + "swagger-ui.css", STYLE);
        file(routes, "/api/docs/favicon-32x32.png", webjar + "favicon-32x32.png", MediaType.IMAGE_PNG);
        return routes.build();
    }

    private static void file(RouterFunctions.Builder routes, String path, String name, MediaType type) {
        Resource file = new ClassPathResource(name);
        if (!file.exists()) {
            throw new IllegalStateException("The gateway was built without " + name);
        }
        routes.GET(path, _ -> answer(file, type));
    }

    private static Mono<ServerResponse> answer(Resource file, MediaType type) {
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
