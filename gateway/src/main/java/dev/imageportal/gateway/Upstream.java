package dev.imageportal.gateway;

import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.AddressUtils;

/// The client towards the services. Bodies stream through it in both directions, and it sends a request whose head was
/// sent never again by itself; [SecondTry] does where that is safe.
@Configuration(proxyBeanMethods = false)
class Upstream {

    @Bean(destroyMethod = "dispose")
    ConnectionProvider upstreamConnections(GatewaySettings settings) {
        return ConnectionProvider.builder("portal.gateway.services")
                .maxConnections(settings.connections())
                .forRemoteHost(address(settings.feedService()),
                        feed -> feed.maxConnections(settings.connections() + settings.liveStreams()))
                .pendingAcquireMaxCount(settings.waiting())
                .pendingAcquireTimeout(settings.connectTimeout())
                // Shorter than a service keeps an idle connection: 60 s, but 20 s when no request has come yet, as when
                // whoever asked went away while the connection was made.
                .maxIdleTime(Duration.ofSeconds(10))
                .evictInBackground(Duration.ofSeconds(5))
                .lifo()
                // connections in use and requests that wait for one
                .metrics(true)
                .build();
    }

    /// As the client itself names a service.
    private static InetSocketAddress address(URI service) {
        int defaultPort = "https".equals(service.getScheme()) ? 443 : 80;
        return AddressUtils.createUnresolved(service.getHost(),
                service.getPort() < 0 ? defaultPort : service.getPort());
    }

    @Bean
    HttpClient upstreamClient(ConnectionProvider upstreamConnections, GatewaySettings settings) {
        return HttpClient.create(upstreamConnections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
                .responseTimeout(settings.stallTimeout())
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize((int) settings.maxAnswerHeader().toBytes()));
    }
}
