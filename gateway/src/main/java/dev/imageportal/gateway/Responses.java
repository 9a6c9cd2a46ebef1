package dev.imageportal.gateway;

import static org.springdoc.core.fn.builders.apiresponse.Builder.responseBuilder;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.header.Builder.headerBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;

import org.springdoc.core.fn.builders.apiresponse.Builder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/// What the descriptions of the gateway's own routes say of their answers. That an error's body is a problem is said of
/// all alike, elsewhere.
final class Responses {

    private Responses() {}

    static Builder response(HttpStatus status, String description) {
        return responseBuilder().responseCode(Integer.toString(status.value())).description(description);
    }

    /// `200` with JSON of this type.
    static Builder json(String description, Class<?> type) {
        return response(HttpStatus.OK, description)
                .content(contentBuilder().mediaType(MediaType.APPLICATION_JSON_VALUE)
                        .schema(schemaBuilder().implementation(type)));
    }

    /// As [RateLimits] answers.
    static Builder tooOften() {
        return retryAfter(
                response(HttpStatus.TOO_MANY_REQUESTS, "Too many requests; wait as long as `Retry-After` says"))
                .header(headerBuilder().name("RateLimit")
                        .description("What is left of the policy, and the seconds until it is whole again")
                        .schema(schemaBuilder().type("string")))
                .header(headerBuilder().name("RateLimit-Policy")
                        .description("The policy: its quota, and its window in seconds")
                        .schema(schemaBuilder().type("string")));
    }

    static Builder away() {
        return retryAfter(
                response(HttpStatus.SERVICE_UNAVAILABLE, "Something that this needs is away for now"));
    }

    private static Builder retryAfter(Builder response) {
        return response.header(headerBuilder().name(HttpHeaders.RETRY_AFTER)
                .description("Seconds")
                .schema(schemaBuilder().type("integer")));
    }
}
