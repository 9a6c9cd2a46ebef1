package dev.imageportal.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Answers requests that never become an exchange, which the server underneath would answer without a body: heads that
/// are too large or no HTTP at all, and addresses that are no URI. The connection ends with the answer, as nobody can
/// tell where the next request would begin.
class UnreadableRequests extends ChannelInboundHandlerAdapter {

    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        Problem problem = message instanceof HttpRequest request ? problem(request) : null;
        if (problem == null) {
            context.fireChannelRead(message);
            return;
        }
        refused = true;
        ReferenceCountUtil.release(message);
        byte[] json = problem.json();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.status()), Unpooled.wrappedBuffer(json));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, json.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static @Nullable Problem problem(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return switch (request.decoderResult().cause()) {
                case TooLongHttpLineException e ->
                    Problem.of(HttpStatus.URI_TOO_LONG, "address-too-long", "The address is too long.", null);
                case TooLongHttpHeaderException e -> Problem.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "headers-too-large", "The request's headers are too large.", null);
                default -> Problem.of(HttpStatus.BAD_REQUEST, "bad-request", "The request is no valid HTTP.", null);
            };
        }
        try {
            String path = new URI(request.uri()).getRawPath();
            return path == null || path.startsWith("//") ? noAddress() : null;
        } catch (URISyntaxException e) {
            return noAddress();
        }
    }

    private static Problem noAddress() {
        return Problem.of(HttpStatus.BAD_REQUEST, "path", "The address is no valid URI path.", null);
    }
}
