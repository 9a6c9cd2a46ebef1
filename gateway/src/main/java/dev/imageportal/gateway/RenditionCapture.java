package dev.imageportal.gateway;

import dev.imageportal.gateway.KeptRenditions.Question;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Passes image-service's answer on piece by piece, and keeps a copy of it where it is a small picture for ever.
final class RenditionCapture extends ServerHttpResponseDecorator {

    private final String path;
    private final KeptRenditions kept;
    private final Question question;

    RenditionCapture(ServerHttpResponse response, String path, KeptRenditions kept) {
        super(response);
        this.path = path;
        this.kept = kept;
        this.question = kept.ask();
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        HttpHeaders headers = getHeaders();
        if (!isWholePicture(headers) || !kept.fits(headers.getContentLength())) {
            return super.writeWith(body);
        }
        HttpHeaders answered = HttpHeaders.copyOf(headers);
        ByteBuffer copy = ByteBuffer.allocate((int) headers.getContentLength());
        return super.writeWith(Flux.from(body).doOnNext(piece -> {
            int length = piece.readableByteCount();
            if (length <= copy.remaining()) {
                piece.toByteBuffer(piece.readPosition(), copy, copy.position(), length);
                copy.position(copy.position() + length);
            }
        })).doOnSuccess(_ -> {
            if (!copy.hasRemaining()) {
                kept.keep(path, Rendition.of(answered, copy.array(), question.asked()), question);
            }
        });
    }

    private boolean isWholePicture(HttpHeaders headers) {
        String caching = headers.getCacheControl();
        return HttpStatus.OK.equals(getStatusCode()) && headers.getETag() != null && caching != null
                && caching.contains("immutable") && !headers.containsHeader(HttpHeaders.CONTENT_ENCODING);
    }
}
