package dev.imageportal.gateway;

import dev.imageportal.defaults.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Answers requests that never become an exchange, which the server underneath would answer without a body: heads that
/// are too large or no HTTP at all, addresses that are no URI, and bodies in broken chunks. The connection ends with the
/// answer, as nobody can tell where the next request would begin.
class UnreadableRequests extends ChannelDuplexHandler {

    private int unanswered;
    private boolean answerBegun;
    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        Problem problem = problem(message);
        boolean itsTurn = message instanceof HttpRequest ? unanswered == 0 : unanswered == 1 && !answerBegun;
        if (problem != null && itsTurn) {
            ReferenceCountUtil.release(message);
            refuse(context, problem);
            return;
        }
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new ClosedChannelException());
            return;
        }
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof HttpResponse && !interim) {
            answerBegun = true;
        }
        if (message instanceof LastHttpContent && !interim) {
            answerBegun = false;
            unanswered--;
        }
        var _ = context.write(message, promise);
    }

    private void refuse(ChannelHandlerContext context, Problem problem) {
        refused = true;
        byte[] json = problem.json();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.status()), Unpooled.wrappedBuffer(json));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE.toString())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, json.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        SecurityHeaders.ofUnreadableRequests().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(RequestIds.HEADER, RequestIds.newId());
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static @Nullable Problem problem(Object message) {
        if (message instanceof DecoderResultProvider decoded && decoded.decoderResult().isFailure()) {
            return switch (decoded.decoderResult().cause()) {
                case TooLongHttpLineException e -> Problem.of(HttpStatus.URI_TOO_LONG, "The address is too long.", "");
                case TooLongHttpHeaderException e ->
                    Problem.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request's headers are too large.", "");
                default -> Problem.of(HttpStatus.BAD_REQUEST, "The request is no valid HTTP.", "");
            };
        }
        return message instanceof HttpRequest request ? addressProblem(request) : null;
    }

    private static @Nullable Problem addressProblem(HttpRequest request) {
        try {
            String path = new URI(request.uri()).getRawPath();
            return path == null || path.startsWith("//") ? noAddress() : null;
        } catch (URISyntaxException e) {
            return noAddress();
        }
    }

    private static Problem noAddress() {
        return Problem.of(HttpStatus.BAD_REQUEST, "malformed-path", "The address is no valid URI path.", "",
                List.of());
    }
}
