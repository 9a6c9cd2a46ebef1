package dev.imageportal.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// Bounds and errors below Spring: clients that stall or never end, and requests that are no HTTP.
@Component
class PublicServer implements NettyServerCustomizer {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Duration stallTimeout;
    private final long maxUpload;
    private final AtomicInteger connections = new AtomicInteger();

    PublicServer(GatewaySettings settings, MeterRegistry meters) {
        this.stallTimeout = settings.stallTimeout();
        this.maxUpload = settings.maxUpload().toBytes();
        Gauge.builder("portal.gateway.connections", connections, AtomicInteger::get)
                .description("Open connections of clients")
                .register(meters);
    }

    @Override
    public HttpServer apply(HttpServer server) {
        // the last resort where nobody reads a body: it closes the connection without a word
        return server.readTimeout(stallTimeout.plus(GRACE))
                .mapHandle(PublicServer::inATurnOfItsOwn)
                .doOnChannelInit((observer, channel, address) -> {
                    count(channel);
                    channel.pipeline()
                            .addBefore(NettyPipeline.HttpTrafficHandler, "portal-unreadable", new UnreadableRequests())
                            .addBefore(NettyPipeline.HttpTrafficHandler, "portal-unread", new UnreadBodies(maxUpload));
                });
    }

    /// Reactor Netty before 1.3.8 stops reading from a connection when a request that had to wait for the one before it
    /// is answered while its end is still in the queue (https://github.com/reactor/reactor-netty/issues/4361). 1.3.8
    /// needs a newer Netty than Spring Boot 4.1.1 has; with it, this can go.
    private static Mono<Void> inATurnOfItsOwn(Mono<Void> answer, Connection connection) {
        return answer.subscribeOn(Schedulers.fromExecutor(connection.channel().eventLoop()));
    }

    private void count(Channel channel) {
        connections.incrementAndGet();
        var _ = channel.closeFuture().addListener(_ -> connections.decrementAndGet());
    }
}
