package dev.imageportal.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Finds out who the [Client] is. `X-Forwarded-For` and `-Proto` are believed only where a proxy of a trusted range
/// wrote them: each proxy appends what it saw, so the list is read from its end, up to the first address that is not
/// trusted.
@Component
@Order(FilterOrder.CLIENT)
class TrustedProxies implements WebFilter {

    private final List<AddressRange> trusted;

    TrustedProxies(GatewaySettings settings) {
        this.trusted = settings.trustedProxies();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        clientOf(exchange.getRequest()).keepIn(exchange);
        return chain.filter(exchange);
    }

    private Client clientOf(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetAddress nearest = remote == null ? InetAddress.getLoopbackAddress() : remote.getAddress();
        boolean tls = request.getSslInfo() != null;
        if (!isTrusted(nearest)) {
            return new Client(nearest, tls);
        }
        List<String> protocols = values(request.getHeaders(), "X-Forwarded-Proto");
        return new Client(farthest(nearest, values(request.getHeaders(), "X-Forwarded-For")),
                protocols.isEmpty() ? tls : protocols.getLast().equalsIgnoreCase("https"));
    }

    private InetAddress farthest(InetAddress nearest, List<String> hops) {
        InetAddress client = nearest;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = parse(hop);
            if (!isTrusted(client) || address.isEmpty()) {
                break;
            }
            client = address.get();
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> values(HttpHeaders headers, String name) {
        return headers.getOrEmpty(name)
                .stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /// Some proxies add the port: `192.0.2.1:5000`, `[2001:db8::1]:5000`.
    private static Optional<InetAddress> parse(String hop) {
        String text = hop;
        if (hop.startsWith("[") && hop.contains("]")) {
            text = hop.substring(1, hop.indexOf(']'));
        } else if (hop.indexOf(':') == hop.lastIndexOf(':') && hop.contains(".") && hop.contains(":")) {
            text = hop.substring(0, hop.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
