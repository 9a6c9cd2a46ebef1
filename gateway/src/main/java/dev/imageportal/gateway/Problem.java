package dev.imageportal.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/// An error that the gateway itself answers, as RFC 9457 has it and as the services write theirs.
///
/// @param type     names the kind of problem, a path under the portal's origin
/// @param detail   what a person can do about it
/// @param instance the path that was asked for, as far as it could be read
record Problem(String type, String title, int status, String detail, @Nullable String instance) {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    inclusion -> inclusion
                            .withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    static Problem of(HttpStatus status, String slug, String detail, @Nullable String instance) {
        return new Problem("/problems/" + slug, status.getReasonPhrase(), status.value(), detail, instance);
    }

    byte[] json() {
        return JSON.writeValueAsBytes(this);
    }
}
