package dev.imageportal.benchmarks;

import dev.imageportal.local.Console;
import dev.imageportal.local.Ports;
import dev.imageportal.local.RunningPortal;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The portal that is measured: a whole one on ports and in a folder of its own.
final class BenchedPortal implements AutoCloseable {

    /// All of one address and of few users.
    private static final Map<String, String> SETTINGS = Map.of("PORTAL_RATE_LIMITS", "off");
    private static final Duration BACK = Duration.ofMinutes(5);
    private static final String PASSWORD = "Bench-Passw0rd";
    private static final List<String> COMPONENTS = List.of("database", "object-store", "kafka", "accounts");

    private final Http http = new Http();
    private final RunningPortal portal;

    private BenchedPortal(RunningPortal portal) {
        this.portal = portal;
    }

    /// Returns once everything is ready.
    static BenchedPortal start(Path folder, Console console) {
        RunningPortal portal = RunningPortal.prepare(folder, Ports.free(), console, SETTINGS);
        BenchedPortal benched = new BenchedPortal(portal);
        Runtime.getRuntime().addShutdownHook(new Thread(portal::discard, "stop the portal"));
        portal.start();
        return benched;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + portal.ports().of(Service.GATEWAY));
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", portal.ports().of(Service.GATEWAY));
    }

    /// As the service is told by its environment.
    String setting(Service service, String name) {
        String value = portal.components().settings(service).get(name);
        if (value == null) {
            throw new BenchException(service.part() + " has no " + name);
        }
        return value;
    }

    /// Into the schema of a service.
    Connection database(Service service) throws SQLException {
        return DriverManager.getConnection(
                setting(service, "PORTAL_DATABASE_URL") + "&rewriteBatchedStatements=true",
                setting(service, "PORTAL_DATABASE_USERNAME"), setting(service, "PORTAL_DATABASE_PASSWORD"));
    }

    /// Each service and each component is a group.
    Groups groups() {
        return Groups.of(() -> {
            Map<String, List<Long>> pids = new LinkedHashMap<>();
            for (Service service : Service.values()) {
                pids.put(service.part(), List.of(portal.pid(service)));
            }
            COMPONENTS.forEach(component -> pids.put(component, component(component)));
            return pids;
        });
    }

    /// The processes of a component, as the runner noted them.
    List<Long> component(String part) {
        Path file = portal.data().folder().resolve("run").resolve(part + ".pid");
        try {
            return List.of(Long.parseLong(Files.readString(file).strip().split(" ", -1)[0]));
        } catch (IOException | NumberFormatException e) {
            return List.of();
        }
    }

    /// Ends a service's process; the portal starts it again by itself.
    ///
    /// @return seconds until it is ready again
    double restart(Service service) throws InterruptedException {
        long before = portal.pid(service);
        long begun = System.nanoTime();
        portal.kill(service);
        while (portal.pid(service) == before || !ready(service)) {
            if (System.nanoTime() - begun > BACK.toNanos()) {
                throw new BenchException(service.part() + " is not back after " + BACK.toSeconds() + " s");
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private boolean ready(Service service) {
        String path = service == Service.GATEWAY ? "/healthz" : "/actuator/health/readiness";
        return http.answers(URI.create("http://127.0.0.1:" + portal.ports().of(service) + path));
    }

    Meter meter() {
        return Meter.start(groups(), this::allocated, this::improves);
    }

    Meter memoryMeter() {
        return Meter.startWithMemory(groups(), this::allocated, this::improves);
    }

    /// Whether pictures wait for their better renditions.
    private boolean improves() {
        try (Connection connection = database(Service.IMAGE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM improvements")) {
            return rows.next() && rows.getLong(1) > 0;
        } catch (SQLException e) {
            throw new BenchException("cannot count the improvements: " + e.getMessage());
        }
    }

    /// Bytes that the services' young generations were asked for, up to their last collections.
    private double allocated() {
        double bytes = 0;
        for (Service service : Service.values()) {
            int port = service == Service.GATEWAY ? portal.ports().gatewayManagement() : portal.ports().of(service);
            URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
            String metrics = new String(http.get(uri).body(), StandardCharsets.UTF_8);
            bytes += metrics.lines()
                    .filter(line -> line.startsWith("jvm_gc_memory_allocated_bytes_total"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
        return bytes;
    }

    /// A new account's access token.
    String signUp(String username) {
        http.post(url().resolve("/api/users"), Map.of("username", username, "email", username + "@example.org",
                "password", PASSWORD, "displayName", username)).expect(201);
        String code = portal.mailLog()
                .lastCode(username)
                .orElseThrow(() -> new BenchException("no code for " + username));
        http.post(url().resolve("/api/users/" + username + "/confirmation"), Map.of("code", code)).expect(204);
        return http.post(url().resolve("/api/tokens"), Map.of("username", username, "password", PASSWORD))
                .expect(200)
                .json()
                .path("accessToken")
                .asString();
    }

    Http.Answer get(String path) {
        return http.get(url().resolve(path));
    }

    Http.Answer upload(String token, byte[] picture, String caption) {
        return uploadTo(url(), token, picture, caption);
    }

    /// To another portal that understands the same request.
    Http.Answer uploadTo(URI url, String token, byte[] picture, String caption) {
        return http.upload(url.resolve("/api/images"), token, Form.of(picture, caption));
    }

    @Override
    public void close() {
        http.close();
        portal.discard();
    }
}
