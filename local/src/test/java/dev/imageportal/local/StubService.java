package dev.imageportal.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/// Stands for a service's jar: ready at once, on its port. A service is told the address of every service but itself.
final class StubService {

    private StubService() {}

    public static void main(String[] arguments) throws IOException {
        String variable = Stream.of("USER_SERVICE", "IMAGE_SERVICE", "SEARCH_SERVICE", "FEED_SERVICE")
                .map(service -> "PORTAL_" + service)
                .filter(service -> System.getenv(service + "_URL") == null)
                .findFirst()
                .orElse("PORTAL_GATEWAY") + "_PORT";
        if (variable.startsWith(System.getenv().getOrDefault("STUB_FAILS", "none"))) {
            System.out.println("this one does not start");
            System.exit(3);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                Integer.parseInt(System.getenv(variable))), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
