package dev.imageportal.gateway;

import static dev.imageportal.gateway.Responses.away;
import static dev.imageportal.gateway.Responses.json;
import static dev.imageportal.gateway.Responses.response;
import static dev.imageportal.gateway.Responses.tooOften;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.header.Builder.headerBuilder;
import static org.springdoc.core.fn.builders.parameter.Builder.parameterBuilder;
import static org.springdoc.core.fn.builders.requestbody.Builder.requestBodyBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;

import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/// What the API's description says of the [SessionRoutes].
final class SessionDescriptions {

    /// What a browser logs in with; user-service reads and checks it.
    @Schema(requiredProperties = {"username", "password"}, example = """
            {"username": "grace", "password": "Sunny-Day7"}""")
    private record LogIn(String username, @Schema(format = "password") String password) {}

    private SessionDescriptions() {}

    static void logIn(Builder operation) {
        operation.operationId("logIn")
                .tag("Sessions")
                .summary("Logs a browser in")
                .description("The tokens stay in cookies that scripts can't read: `portal_access`, `portal_refresh` and"
                        + " `portal_user`, with the prefix `__Host-` behind TLS. Programs take `POST /api/tokens`.")
                .parameter(parameterBuilder().in(ParameterIn.HEADER)
                        .name(SessionClient.IDEMPOTENCY_KEY)
                        .description("The same key with the same request gets the same session again, for 24 hours.")
                        .schema(schemaBuilder().type("string")))
                .requestBody(requestBodyBuilder().required(true)
                        .content(contentBuilder().mediaType(MediaType.APPLICATION_JSON_VALUE)
                                .schema(schemaBuilder().implementation(LogIn.class))))
                .response(begun())
                .response(response(HttpStatus.BAD_REQUEST, "A field is missing or wrong"))
                .response(response(HttpStatus.UNAUTHORIZED, "Wrong user name or password"))
                .response(response(HttpStatus.FORBIDDEN, "The e-mail address is not confirmed yet (`type` ends in"
                        + " `/unconfirmed`), or a page of another origin asked (`/cross-origin`)"))
                .response(response(HttpStatus.CONFLICT, "The first request with this key is still under way"))
                .response(noJson())
                .response(response(HttpStatus.UNPROCESSABLE_CONTENT, "The key was used for a different request"))
                .response(tooOften())
                .response(away());
    }

    static void logOut(Builder operation) {
        operation.operationId("logOut")
                .tag("Sessions")
                .summary("Logs a browser out")
                .description(
                        "Clears the cookies and revokes the refresh token. Who is not logged in gets `204` as well.")
                .response(response(HttpStatus.NO_CONTENT, "Logged out"))
                .response(foreign())
                .response(tooOften());
    }

    static void refresh(Builder operation) {
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
        return json("Logged in", SessionRoutes.Session.class)
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
