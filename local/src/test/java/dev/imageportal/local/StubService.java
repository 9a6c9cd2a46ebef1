package dev.imageportal.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Stands for a service's jar: ready at once, on the port that its environment names.
final class StubService {

    private StubService() {}

    public static void main(String[] arguments) throws IOException {
        String variable = System.getenv()
                .keySet()
                .stream()
                .filter(name -> name
                        .matches("PORTAL_(USER_SERVICE|IMAGE_SERVICE|SEARCH_SERVICE|FEED_SERVICE|GATEWAY)_PORT"))
                .findFirst()
                .orElseThrow();
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
