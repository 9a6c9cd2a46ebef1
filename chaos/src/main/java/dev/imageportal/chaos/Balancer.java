package dev.imageportal.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before the instances of one service as a load balancer does: asks each whether it is ready, sends requests
/// to those that are in turn, and no new ones to an instance that is about to be stopped. A request that no instance
/// has seen goes to another one; one that broke off is not sent twice.
final class Balancer implements AutoCloseable {

    private static final Duration ROUND = Duration.ofMillis(200);
    private static final Set<String> OWN = Set.of("connection", "content-length", "host", "transfer-encoding",
            "upgrade", "expect", "date");

    private final List<Backend> backends;
    private final HttpServer server;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private final Thread watch = Thread.ofVirtual().unstarted(this::watch);

    /// @param ports of the instances
    Balancer(List<Integer> ports) {
        backends = ports.stream().map(Backend::new).toList();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        watch.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Sends nothing more to an instance, and returns when it has answered what it had.
    void drain(int port) {
        Backend backend = backend(port);
        backend.draining = true;
        backend.ready = false;
        while (backend.inFlight.get() > 0) {
            Pause.of(Duration.ofMillis(20));
        }
    }

    /// Sends to it again, once it is ready.
    void take(int port) {
        Backend backend = backend(port);
        backend.draining = false;
        while (!backend.ready) {
            Pause.of(Duration.ofMillis(50));
        }
    }

    /// Requests that an instance had and did not answer.
    int brokenOff() {
        return brokenOff.get();
    }

    private Backend backend(int port) {
        return backends.stream().filter(backend -> backend.port == port).findFirst().orElseThrow();
    }

    private void watch() {
        try {
            while (true) {
                for (Backend backend : backends) {
                    backend.ready = !backend.draining && backend.isReady() && !backend.draining;
                }
                Thread.sleep(ROUND);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int first = next.getAndIncrement();
            for (int attempt = 0; attempt < 2 * backends.size(); attempt++) {
                Backend backend = backends.get(Math.floorMod(first + attempt, backends.size()));
                if (backend.ready && backend.answer(exchange)) {
                    return;
                }
            }
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
        }
    }

    private final class Backend {

        private final int port;
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        private final AtomicInteger inFlight = new AtomicInteger();
        private volatile boolean ready;
        private volatile boolean draining;

        Backend(int port) {
            this.port = port;
        }

        boolean isReady() throws InterruptedException {
            HttpRequest request = HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            try {
                return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        }

        /// @return false when the instance took no connection
        boolean answer(HttpExchange exchange) throws IOException {
            inFlight.incrementAndGet();
            try {
                HttpResponse<InputStream> response = http.send(request(exchange), BodyHandlers.ofInputStream());
                pass(response, exchange);
                return true;
            } catch (ConnectException e) {
                ready = false;
                return false;
            } catch (IOException e) {
                brokenOff.incrementAndGet();
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ChaosException("interrupted", e);
            } finally {
                inFlight.decrementAndGet();
            }
        }

        private HttpRequest request(HttpExchange exchange) {
            HttpRequest.Builder request = HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + exchange.getRequestURI()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            return request.method(exchange.getRequestMethod(), body(exchange)).build();
        }

        private static BodyPublisher body(HttpExchange exchange) {
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
            BodyPublisher stream = BodyPublishers.ofInputStream(exchange::getRequestBody);
            if (chunked) {
                return stream;
            }
            return length == null || length.equals("0") ? BodyPublishers.noBody()
                    : BodyPublishers.fromPublisher(stream, Long.parseLong(length));
        }

        private static void pass(HttpResponse<InputStream> response, HttpExchange exchange) throws IOException {
            try (InputStream in = response.body()) {
                response.headers().map().forEach((name, values) -> {
                    if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
                boolean empty = exchange.getRequestMethod().equals("HEAD") || response.statusCode() == 204
                        || response.statusCode() == 304 || length == 0;
                exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : Math.max(0, length));
                if (!empty) {
                    try (OutputStream out = exchange.getResponseBody()) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        server.stop(0);
    }
}
