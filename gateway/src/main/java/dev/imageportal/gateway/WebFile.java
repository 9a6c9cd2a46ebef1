package dev.imageportal.gateway;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// A file of the web client with its compressed copies, as they were made at build time.
///
/// @param immutable whether its name changes with its content, so that a browser never has to ask again
/// @param contents  by coding; the one without is always there
record WebFile(MediaType type, boolean immutable, Map<ContentCoding, byte[]> contents) {

    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    byte[] plain() {
        return contents.getOrDefault(ContentCoding.NONE, new byte[0]);
    }

    Mono<ServerResponse> answer(ServerRequest request) {
        for (ContentCoding coding : ContentCoding.values()) {
            byte[] content = contents.get(coding);
            if (content != null && coding.isAcceptedBy(request.headers().asHttpHeaders())) {
                return answer(request, coding, content);
            }
        }
        return Mono.error(new IllegalStateException("a file without content"));
    }

    /// The client's page where there is nothing: it tells people so, its status tells programs.
    Mono<ServerResponse> answerNotFound() {
        return ServerResponse.status(HttpStatus.NOT_FOUND)
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .bodyValue(plain());
    }

    private Mono<ServerResponse> answer(ServerRequest request, ContentCoding coding, byte[] content) {
        String eTag = eTag(content);
        ServerResponse.BodyBuilder response = ServerResponse.ok()
                .contentType(type)
                .cacheControl(immutable ? FOR_EVER : CacheControl.noCache())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .eTag(eTag)
                .contentLength(content.length);
        if (coding != ContentCoding.NONE) {
            response.header(HttpHeaders.CONTENT_ENCODING, coding.token());
        }
        return request.checkNotModified(eTag)
                .switchIfEmpty(response.body(BodyInserters.fromDataBuffers(
                        Mono.fromSupplier(
                                () -> DefaultDataBufferFactory.sharedInstance.wrap(ByteBuffer.wrap(content))))));
    }

    /// Differs between the codings too, as their bytes do.
    static String eTag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
