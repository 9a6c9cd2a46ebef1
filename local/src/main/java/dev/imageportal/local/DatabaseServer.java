package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// MariaDB with a schema and a user for each service that has one; a user sees its own schema only.
final class DatabaseServer implements Server {

    private static final Duration INSTALLATION = Duration.ofSeconds(60);

    private final Installation installation;
    private final DataFolder data;
    private final int port;
    private final List<String> tls;

    DatabaseServer(Installation installation, DataFolder data, int port) {
        // it would make itself a certificate at every start, for seconds
        this(installation, data, port, List.of("--skip-ssl"));
    }

    /// @param tls the server's options for it
    DatabaseServer(Installation installation, DataFolder data, int port, List<String> tls) {
        this.installation = installation;
        this.data = data;
        this.port = port;
        this.tls = tls;
    }

    /// With TLS where the server offers it.
    static String url(Service service, int port) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + Schemas.name(service) + "?sslMode=PREFERRED";
    }

    /// A database is installed beside its place and moved there, so that there is never half a one.
    @Override
    public void prepare(Consumer<Running> owner) throws IOException, InterruptedException {
        Files.writeString(startScript(), startStatements());
        Files.createDirectories(temporary());
        if (Files.isDirectory(folder())) {
            return;
        }
        MariaDb mariaDb = MariaDb.unpacked(installation);
        Path fresh = data.data("database.new");
        Folders.delete(fresh);
        Files.createDirectories(fresh);
        ChildProcess installer = ChildProcess.start(new ChildProcess.Command("database", fresh,
                mariadbd(mariaDb, fresh,
                        List.of("--bootstrap", "--enforce-storage-engine=", "--max-allowed-packet=8M")),
                Map.of(), mariaDb.installationScript()), data, owner);
        int exit = installer.await(INSTALLATION);
        if (exit != 0) {
            throw new LocalException("MariaDB cannot make its database (exit code " + exit + "):\n"
                    + data.log("database").tail(5));
        }
        Files.move(fresh, folder(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Running launch(Consumer<Running> owner) throws IOException {
        List<String> options = new ArrayList<>(List.of("--bind-address=127.0.0.1", "--port=" + port,
                "--socket=database.sock", "--skip-name-resolve", "--init-file=" + startScript(),
                "--max-connections=200", "--innodb-buffer-pool-size=128M", "--innodb-flush-log-at-trx-commit=1",
                "--performance-schema=OFF", "--default-time-zone=+00:00", "--character-set-server=utf8mb4",
                // MySQL's own default, so that what runs here runs there
                "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                        + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"));
        options.addAll(tls);
        return ChildProcess.start(new ChildProcess.Command("database", folder(),
                mariadbd(MariaDb.unpacked(installation), folder(), options), Map.of(), null), data, owner);
    }

    @Override
    public void probe() throws SQLException {
        String schema = Schemas.name(Service.USER);
        try (Connection connection = DriverManager
                .getConnection(url(Service.USER, port) + "&connectTimeout=1000&socketTimeout=5000", schema,
                        data.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(8);
    }

    private Path folder() {
        return data.data("database");
    }

    /// Its own: a server that starts deletes every other one's temporary tables that it finds.
    private Path temporary() {
        return data.run().resolve("database.tmp");
    }

    private Path startScript() {
        return data.run().resolve("database.sql");
    }

    /// The server runs these before it listens; each stands on one line, as it demands.
    private String startStatements() {
        return Stream
                .concat(Stream.of("DELETE FROM mysql.global_priv WHERE User IN ('', 'root');", "FLUSH PRIVILEGES;"),
                        Schemas.statements("127.0.0.1", data.password()).stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> mariadbd(MariaDb mariaDb, Path folder, List<String> options) {
        List<String> command = new ArrayList<>(List.of(mariaDb.program().toString(), "--no-defaults",
                "--basedir=" + mariaDb.folder(), "--lc-messages-dir=" + mariaDb.share(),
                "--character-sets-dir=" + mariaDb.share().resolve("charsets"), "--datadir=" + folder,
                "--tmpdir=" + temporary(),
                "--innodb-log-file-size=32M", "--innodb-use-native-aio=0"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        command.addAll(options);
        return command;
    }
}
