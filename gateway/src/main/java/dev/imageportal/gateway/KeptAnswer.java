package dev.imageportal.gateway;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/// A service's `200` in memory.
///
/// @param headers of the answer, which say nothing of the request
/// @param content all its bytes, which nobody changes
/// @param asked   when the service was asked for it, by [System#nanoTime()]
/// @param renewed whether a request is on its way to ask again
record KeptAnswer(HttpHeaders headers, byte[] content, long asked, AtomicBoolean renewed) {

    /// What a key, an entry and its headers take beside the bytes, roughly.
    private static final int OVERHEAD = 1_000;

    static KeptAnswer of(HttpHeaders answered, byte[] content, long asked) {
        HttpHeaders headers = HttpHeaders.copyOf(answered);
        headers.remove(RequestIds.HEADER);
        return new KeptAnswer(headers, content, asked, new AtomicBoolean());
    }

    /// Bytes of memory.
    int weight() {
        return content.length + OVERHEAD;
    }

    boolean isTagged(String tag) {
        return tag.equals(headers.getETag());
    }

    /// @param whole or else that the client has it already
    Mono<Void> send(ServerHttpResponse response, boolean whole) {
        HttpHeaders answered = response.getHeaders();
        answered.putAll(headers);
        if (!whole) {
            answered.remove(HttpHeaders.CONTENT_TYPE);
            answered.remove(HttpHeaders.CONTENT_LENGTH);
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return response.setComplete();
        }
        response.setStatusCode(HttpStatus.OK);
        return response.writeWith(Mono.fromSupplier(
                () -> DefaultDataBufferFactory.sharedInstance.wrap(ByteBuffer.wrap(content))));
    }
}
