package dev.imageportal.local;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import dev.imageportal.local.ContainerServer.PortalContainer;
import dev.imageportal.local.ContainerServer.Recipe;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.images.builder.Transferable;

/// The components as docker-compose.yml has them: the same images, of the versions that the same variables name.
record Containers(Installation installation, DataFolder data, Ports ports) {

    private static final int DATABASE_PORT = 3306;
    private static final int OBJECT_STORE_PORT = 80;
    private static final int ACCOUNTS_PORT = 9229;

    /// Schemas and their users are made by hand of root, as the compose file's bootstrap does it.
    Server database(Server server) {
        return in(Component.DATABASE, server, () -> {
            makeSchemas();
            server.probe();
        }, new Recipe("mysql:" + version("MYSQL_VERSION"), DATABASE_PORT, 1024, List.of(),
                container -> container.withEnv("MYSQL_ROOT_PASSWORD", data.password())
                        .withCommand("--default-time-zone=+00:00", "--character-set-server=utf8mb4",
                                "--innodb-buffer-pool-size=128M", "--max-connections=200",
                                "--performance-schema=OFF")));
    }

    /// On the same port inside and outside, as the broker is its own client too.
    Server kafka(Server server) {
        return in(Component.KAFKA, server, server::probe,
                new Recipe("apache/kafka:" + version("KAFKA_VERSION"), ports.of(Component.KAFKA), 768, List.of(),
                        container -> {
                            container
                                    .withEnv(Map.of("CLUSTER_ID", "cG9ydGFsLWluLWNvbnRhaW5lcg", "KAFKA_HEAP_OPTS",
                                            "-Xmx384m"));
                            copy(container, "server.properties", brokerProperties());
                            copy(container, "log4j2.yaml", kafkaFile("log4j2.yaml"));
                            copy(container, "tools-log4j2.yaml", kafkaFile("tools-log4j2.yaml"));
                        }));
    }

    Server objectStore(Server server) {
        return in(Component.OBJECT_STORE, server, server::probe,
                new Recipe("andrewgaul/s3proxy:s3proxy-" + version("S3PROXY_VERSION"), OBJECT_STORE_PORT, 512,
                        List.of(),
                        container -> container.withEnv(Map.of("S3PROXY_ENDPOINT", "http://0.0.0.0:80",
                                "S3PROXY_AUTHORIZATION", "aws-v2-or-v4", "S3PROXY_IDENTITY", Bucket.ACCESS_KEY,
                                "S3PROXY_CREDENTIAL", data.password(), "JCLOUDS_PROVIDER", "filesystem-nio2",
                                "JCLOUDS_FILESYSTEM_BASEDIR", "/data"))));
    }

    /// The emulator's image runs the portal's own script, from the packages that the build installed.
    Server accounts(Server server) {
        String endpoint = AccountServer.endpoint(ports.of(Component.ACCOUNTS));
        return in(Component.ACCOUNTS, server, server::probe,
                new Recipe("jagregory/cognito-local:" + version("COGNITO_LOCAL_VERSION"), ACCOUNTS_PORT, 256,
                        List.of(new Bind(installation.accounts().toString(), new Volume("/portal/accounts"),
                                AccessMode.ro),
                                new Bind(mailLog().toString(), new Volume("/portal/mail.log"))),
                        container -> container
                                .withEnv(Map.of("HOST", "0.0.0.0", "PORT", Integer.toString(ACCOUNTS_PORT),
                                        "PORTAL_MAIL_LOG", "/portal/mail.log"))
                                .withCopyToContainer(Transferable.of(UserPool.emulatorSettings(endpoint)),
                                        "/app/.cognito/config.json")
                                .withCreateContainerCmdModifier(create -> create.withEntrypoint(List.of("node",
                                        "--max-old-space-size=128",
                                        "/portal/accounts/" + installation.accountsScript().getFileName())))));
    }

    private ContainerServer in(Component component, Server server, Readiness.Probe probe, Recipe recipe) {
        return new ContainerServer(data, component, ports.of(component), server, probe, recipe);
    }

    private void makeSchemas() throws Exception {
        try (Connection connection = DriverManager
                .getConnection("jdbc:mysql://127.0.0.1:" + ports.of(Component.DATABASE)
                        + "/?sslMode=REQUIRED&connectTimeout=1000&socketTimeout=20000", "root", data.password())) {
            Schemas.make(connection, "%", data.password());
        }
    }

    private String brokerProperties() {
        try (var file = Files.newBufferedReader(kafkaFolder().resolve("server.properties"))) {
            Properties properties = new Properties();
            properties.load(file);
            int port = ports.of(Component.KAFKA);
            properties.putAll(Map.of("listeners", "PLAINTEXT://:" + port + ",CONTROLLER://127.0.0.1:9093",
                    "advertised.listeners", "PLAINTEXT://" + KafkaServer.bootstrapServers(port),
                    "controller.quorum.voters", "1@127.0.0.1:9093"));
            StringWriter text = new StringWriter();
            properties.store(text, null);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String kafkaFile(String name) {
        return read(kafkaFolder().resolve(name));
    }

    private Path kafkaFolder() {
        return installation.home().resolve("deploy", "kafka");
    }

    private static void copy(PortalContainer container, String name, String text) {
        container.withCopyToContainer(Transferable.of(text, 0644), "/mnt/shared/config/" + name);
    }

    /// There before the container is, as Docker would make a folder of that name.
    private Path mailLog() {
        try (var file = Files.newOutputStream(data.mailLog(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            return data.mailLog();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the environment says, else the compose file's default.
    private String version(String variable) {
        String own = System.getenv().getOrDefault(variable, "");
        if (!own.isBlank()) {
            return own;
        }
        Path file = installation.home().resolve("docker-compose.yml");
        Matcher matcher = Pattern.compile("\\$\\{" + variable + ":-([^}]+)}").matcher(read(file));
        if (!matcher.find()) {
            throw new LocalException(file + " has no default for " + variable);
        }
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
