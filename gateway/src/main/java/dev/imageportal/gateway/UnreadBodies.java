package dev.imageportal.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/// The server underneath reads on when a request was answered before its body ended, so that the client sees the answer.
/// A client that goes on for longer than any body may be is cut off.
class UnreadBodies extends ChannelDuplexHandler {

    private final long most;
    private boolean bodyIsOpen;
    private boolean answered;
    private long unread;

    /// @param most bytes of a body that is of no use any more
    UnreadBodies(long most) {
        this.most = most;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            bodyIsOpen = true;
            answered = false;
            unread = 0;
        }
        if (message instanceof HttpContent content && answered) {
            unread += content.content().readableBytes();
            if (unread > most) {
                ReferenceCountUtil.release(message);
                var _ = context.close();
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            bodyIsOpen = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && bodyIsOpen) {
            answered = true;
        }
        var _ = context.write(message, promise);
    }
}
