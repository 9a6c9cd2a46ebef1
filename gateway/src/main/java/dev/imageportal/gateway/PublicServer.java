package dev.imageportal.gateway;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// Bounds and errors below Spring: clients that stall, and requests that are no HTTP.
@Component
class PublicServer implements NettyServerCustomizer {

    private final Duration stallTimeout;

    PublicServer(GatewaySettings settings) {
        this.stallTimeout = settings.stallTimeout();
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.readTimeout(stallTimeout)
                .doOnChannelInit((observer, channel, address) -> channel.pipeline()
                        .addBefore(NettyPipeline.HttpTrafficHandler, "portal-unreadable", new UnreadableRequests()));
    }
}
