package dev.imageportal.gateway;

import static dev.imageportal.gateway.Responses.away;
import static dev.imageportal.gateway.Responses.json;
import static dev.imageportal.gateway.Responses.response;
import static dev.imageportal.gateway.Responses.tooOften;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.header.Builder.headerBuilder;
import static org.springdoc.core.fn.builders.requestbody.Builder.requestBodyBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;

import dev.imageportal.defaults.Problem;
import java.util.Set;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/// Where a browser's session begins, goes on and ends. Who it is (`GET /api/session`) is user-service's to say: so these
/// are routes of their own, which leave that request to the route table, and no controller, which would refuse it.
@Configuration(proxyBeanMethods = false)
class SessionRoutes {

    private static final PathPattern SESSION = Paths.pattern("/api/session");
    private static final PathPattern REFRESH = Paths.pattern("/api/session/refresh");

    /// Whether the request is answered here: it reads and sets the cookies itself.
    static boolean answers(ServerHttpRequest request) {
        boolean reads = Set.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.getMethod());
        return (SESSION.matches(request.getPath()) && !reads) || REFRESH.matches(request.getPath());
    }

    @Bean
    RouterFunction<ServerResponse> sessionRoute(Sessions sessions) {
        return SpringdocRouteBuilder.route()
                .POST(SESSION.getPatternString(), sessions::logIn, SessionRoutes::describeLogIn)
                .DELETE(SESSION.getPatternString(), sessions::logOut, SessionRoutes::describeLogOut)
                .POST(REFRESH.getPatternString(), sessions::refresh, SessionRoutes::describeRefresh)
                .build()
                .and(RouterFunctions.route(request -> answers(request.exchange().getRequest()),
                        SessionRoutes::refuseMethod));
    }

    private static Mono<ServerResponse> refuseMethod(ServerRequest request) {
        Problem problem = Problem.of(HttpStatus.METHOD_NOT_ALLOWED,
                "This address does not take this method; the Allow header lists those it does.", request.path());
        return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW,
                        REFRESH.matches(request.requestPath()) ? "POST" : "GET, HEAD, POST, DELETE")
                .contentType(Problem.MEDIA_TYPE)
                .bodyValue(problem.json());
    }

    private static void describeLogIn(Builder operation) {
        operation.operationId("logIn")
                .tag("Sessions")
                .summary("Logs a browser in")
                .description("The tokens stay in cookies that scripts can't read: `portal_access`, `portal_refresh` and"
                        + " `portal_user`, with the prefix `__Host-` behind TLS. Programs take `POST /api/tokens`.")
                .requestBody(requestBodyBuilder().required(true)
                        .content(contentBuilder().mediaType(MediaType.APPLICATION_JSON_VALUE)
                                .schema(schemaBuilder().implementation(Sessions.LogIn.class))))
                .response(begun())
                .response(response(HttpStatus.BAD_REQUEST, "A field is missing or wrong"))
                .response(response(HttpStatus.UNAUTHORIZED, "Wrong user name or password"))
                .response(response(HttpStatus.FORBIDDEN, "The e-mail address is not confirmed yet (`type` ends in"
                        + " `/unconfirmed`), or a page of another origin asked (`/cross-origin`)"))
                .response(noJson())
                .response(tooOften())
                .response(away());
    }

    private static void describeLogOut(Builder operation) {
        operation.operationId("logOut")
                .tag("Sessions")
                .summary("Logs a browser out")
                .description(
                        "Clears the cookies and revokes the refresh token. Who is not logged in gets `204` as well.")
                .response(response(HttpStatus.NO_CONTENT, "Logged out"))
                .response(foreign())
                .response(tooOften());
    }

    private static void describeRefresh(Builder operation) {
        operation.operationId("refreshSession")
                .tag("Sessions")
                .summary("Gets a browser fresh cookies")
                .description("To be asked when `expiresAt` is near, or after a `401`. A `401` here ends the session and"
                        + " clears its cookies; a `503` does not.")
                .response(begun())
                .response(response(HttpStatus.UNAUTHORIZED, "There is no session that could go on"))
                .response(foreign())
                .response(noJson())
                .response(tooOften())
                .response(away());
    }

    private static org.springdoc.core.fn.builders.apiresponse.Builder begun() {
        return json("Logged in", Sessions.Session.class)
                .header(headerBuilder().name(HttpHeaders.SET_COOKIE)
                        .description("Three of them")
                        .schema(schemaBuilder().type("string")));
    }

    private static org.springdoc.core.fn.builders.apiresponse.Builder foreign() {
        return response(HttpStatus.FORBIDDEN, "A page of another origin asked");
    }

    private static org.springdoc.core.fn.builders.apiresponse.Builder noJson() {
        return response(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is not JSON in UTF-8");
    }
}
