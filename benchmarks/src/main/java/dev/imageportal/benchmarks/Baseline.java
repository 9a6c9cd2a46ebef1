package dev.imageportal.benchmarks;

import dev.imageportal.local.Ports;
import dev.imageportal.local.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The design of a course project, re-created in one Flask file, on the portal's own database and object store: the
/// folder holds an `app.py` that gunicorn runs.
///
/// It keeps its one table in user-service's schema, which has no table of that name.
final class Baseline implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Service SCHEMA = Service.USER;

    private final BenchedPortal portal;
    private final Process process;
    private final int port;

    private Baseline(BenchedPortal portal, Process process, int port) {
        this.portal = portal;
        this.process = process;
        this.port = port;
    }

    static Baseline start(Path folder, BenchedPortal portal, Path log) throws InterruptedException {
        try {
            int port = Ports.anyFree();
            URI database = URI.create(portal.setting(SCHEMA, "PORTAL_DATABASE_URL").substring("jdbc:".length()));
            ProcessBuilder builder = new ProcessBuilder("gunicorn", "-w", "2", "--threads", "4", "-b",
                    "127.0.0.1:" + port, "app:app").directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment()
                    .putAll(Map.of("PYTHONDONTWRITEBYTECODE", "1", "DB_HOST", "127.0.0.1", "DB_PORT",
                            Integer.toString(database.getPort()), "DB_USER",
                            portal.setting(SCHEMA, "PORTAL_DATABASE_USERNAME"), "DB_PASSWORD",
                            portal.setting(SCHEMA, "PORTAL_DATABASE_PASSWORD"), "DB_NAME",
                            database.getPath().substring(1), "S3_ENDPOINT",
                            portal.setting(Service.IMAGE, "PORTAL_S3_ENDPOINT"), "S3_KEY",
                            portal.setting(Service.IMAGE, "PORTAL_S3_ACCESS_KEY"), "S3_SECRET",
                            portal.setting(Service.IMAGE, "PORTAL_S3_SECRET_KEY")));
            builder.environment().put("S3_BUCKET", "baseline");
            Baseline baseline = new Baseline(portal, builder.start(), port);
            Runtime.getRuntime().addShutdownHook(new Thread(baseline::close, "stop the baseline"));
            baseline.awaitAnswer(log);
            return baseline;
        } catch (IOException e) {
            throw new BenchException("--baseline needs gunicorn, Flask, PyMySQL, boto3 and Pillow (Debian: apt-get "
                    + "install gunicorn python3-flask python3-pymysql python3-boto3 python3-pil): " + e.getMessage(),
                    e);
        }
    }

    private void awaitAnswer(Path log) throws InterruptedException {
        byte[] request = HttpConnection.request(address(), "/api/feed?limit=1");
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (HttpConnection connection = new HttpConnection(address())) {
                if (connection.ask(request).status() == 200) {
                    return;
                }
            } catch (IOException e) {
                // it is not there yet
            }
            Thread.sleep(Duration.ofMillis(200));
        }
        throw new BenchException("the baseline does not answer; its log is " + log);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    Connection database() throws SQLException {
        return portal.database(SCHEMA);
    }

    /// The application and the components that it shares with the portal.
    Meter meter() {
        return Meter.start(groups(), () -> 0, () -> false);
    }

    Meter memoryMeter() {
        return Meter.startWithMemory(groups(), () -> 0, () -> false);
    }

    private Groups groups() {
        return Groups.of(() -> {
            Map<String, List<Long>> pids = new LinkedHashMap<>();
            pids.put("app", List.of(process.pid()));
            pids.put("database", portal.component("database"));
            pids.put("object-store", portal.component("object-store"));
            return pids;
        });
    }

    @Override
    public void close() {
        process.destroy();
    }
}
