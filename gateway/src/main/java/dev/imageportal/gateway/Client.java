package dev.imageportal.gateway;

import java.net.InetAddress;
import org.springframework.web.server.ServerWebExchange;

/// Who sent a request, as far as [TrustedProxies] can tell.
///
/// @param address of the client itself where trusted proxies stand in between, else the connection's
/// @param secure  whether the client speaks TLS, to the gateway or to such a proxy
record Client(InetAddress address, boolean secure) {

    private static final String ATTRIBUTE = Client.class.getName();

    static Client of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    String scheme() {
        return secure ? "https" : "http";
    }
}
