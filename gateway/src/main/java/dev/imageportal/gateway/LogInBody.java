package dev.imageportal.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Whose password a log-in tries. The body is small, so it is read whole, and read again by whoever answers.
///
/// @param username null when the body names none
/// @param again    the request with its body
record LogInBody(@Nullable String username, ServerHttpRequest again) {

    /// As lenient as any service: what a service can read must not hide its user name here.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Mono<LogInBody> read(ServerHttpRequest request) {
        JsonBody.require(request.getHeaders());
        return DataBufferUtils.join(request.getBody())
                .map(ReadBody::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> new LogInBody(usernameIn(body), new ReadBody(request, body)));
    }

    private static @Nullable String usernameIn(byte[] body) {
        try {
            return JSON.readTree(body).path("username").asStringOpt().orElse(null);
        } catch (JacksonException e) {
            return null;
        }
    }
}
