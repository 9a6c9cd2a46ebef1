package dev.imageportal.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes what the portal needs inside components that somebody else started, such as containers: schemas and their
/// users, bucket, topics, user pool and client. May be repeated: what is there stays as it is.
///
/// Settings come from the environment, as services' do. What is known only afterwards, the user pool, is written to the
/// file of properties that `PORTAL_BOOTSTRAP_SETTINGS` names, which services read besides their environment.
public final class Bootstrap {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, String> environment;

    private Bootstrap(Map<String, String> environment) {
        this.environment = environment;
    }

    private record Step(String name, Action action) {}

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    public static void main(String[] arguments) {
        try {
            new Bootstrap(System.getenv()).run();
        } catch (LocalException e) {
            System.err.println("bootstrap: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() {
        Parallel.run(List.of(new Step("schemas", this::makeSchemas), new Step("bucket", this::makeBucket),
                new Step("topics", this::makeTopics), new Step("user pool", this::makeUserPool)), Bootstrap::await);
    }

    private void makeSchemas() throws Exception {
        try (Connection connection = DriverManager.getConnection(setting("PORTAL_BOOTSTRAP_DATABASE_URL"), "root",
                setting("PORTAL_BOOTSTRAP_DATABASE_PASSWORD"))) {
            Schemas.make(connection, "%", setting("PORTAL_DATABASE_PASSWORD"));
        }
    }

    private void makeBucket() {
        new Bucket(URI.create(setting("PORTAL_S3_ENDPOINT")), setting("PORTAL_S3_BUCKET"),
                setting("PORTAL_S3_ACCESS_KEY"), setting("PORTAL_S3_SECRET_KEY")).makeWhereAbsent();
    }

    private void makeTopics() throws Exception {
        new EventTopics(setting("PORTAL_KAFKA_BOOTSTRAP_SERVERS")).makeWhereAbsent();
    }

    private void makeUserPool() throws Exception {
        String endpoint = setting("PORTAL_COGNITO_ENDPOINT");
        UserPool pool = UserPool.of(new CognitoClient(endpoint));
        Map<String, String> settings = new TreeMap<>(pool.tokenSettings(endpoint));
        settings.putAll(pool.accountSettings(endpoint));
        write(Path.of(setting("PORTAL_BOOTSTRAP_SETTINGS")), settings);
    }

    /// In one piece, so that no service reads half of it.
    private static void write(Path file, Map<String, String> settings) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, settings.entrySet()
                .stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String setting(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new LocalException(name + " is not set");
        }
        return value;
    }

    /// Tries until it works: components may answer late.
    private static void await(Step step) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                step.action().run();
                System.out.println("bootstrap: " + step.name() + " ready");
                return;
            } catch (LocalException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalException("Interrupted", e);
            } catch (Exception e) {
                if (System.nanoTime() > end) {
                    throw new LocalException(step.name() + ": " + e, e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted", e);
        }
    }
}
