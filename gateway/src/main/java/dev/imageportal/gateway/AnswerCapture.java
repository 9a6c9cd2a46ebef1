package dev.imageportal.gateway;

import dev.imageportal.gateway.KeptAnswers.Question;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Passes a service's answer on piece by piece, and keeps a copy of it where it may be kept and is small.
final class AnswerCapture extends ServerHttpResponseDecorator {

    private final String address;
    private final Keepable kind;
    private final KeptAnswers kept;
    private final Question question;

    AnswerCapture(ServerHttpResponse response, String address, Keepable kind, KeptAnswers kept) {
        super(response);
        this.address = address;
        this.kind = kind;
        this.kept = kept;
        this.question = kept.ask();
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        HttpHeaders headers = getHeaders();
        if (!mayBeKept(headers)) {
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
                kept.keep(address, KeptAnswer.of(answered, copy.array(), question.asked()), question);
            }
        });
    }

    private boolean mayBeKept(HttpHeaders headers) {
        return HttpStatus.OK.equals(getStatusCode()) && kind.allows(headers)
                && !headers.containsHeader(HttpHeaders.CONTENT_ENCODING) && kept.fits(headers.getContentLength());
    }
}
