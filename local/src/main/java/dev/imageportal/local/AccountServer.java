package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// cognito-local with the portal's user pool and app client.
final class AccountServer implements Server {

    private final Installation installation;
    private final DataFolder data;
    private final int port;
    private final CognitoClient client;
    private volatile @Nullable UserPool pool;

    AccountServer(Installation installation, DataFolder data, int port) {
        this.installation = installation;
        this.data = data;
        this.port = port;
        this.client = new CognitoClient(endpoint(port));
    }

    static String endpoint(int port) {
        return "http://127.0.0.1:" + port;
    }

    CognitoClient client() {
        return client;
    }

    /// Empty until the component was started for the first time.
    Optional<UserPool> pool() {
        return Optional.ofNullable(pool);
    }

    @Override
    public void prepare(Consumer<Running> owner) throws IOException {
        Path settings = data.data("accounts").resolve(".cognito");
        Files.createDirectories(settings);
        Files.writeString(settings.resolve("config.json"), UserPool.emulatorSettings(endpoint(port)));
    }

    @Override
    public Running launch(Consumer<Running> owner) {
        return ChildProcess.start(new ChildProcess.Command("accounts", data.data("accounts"),
                List.of("node", "--max-old-space-size=128", installation.accountsScript().toString()),
                Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port), "PORTAL_MAIL_LOG",
                        data.mailLog().toString(), "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE", "1"),
                null), data, owner);
    }

    @Override
    public void probe() throws IOException, InterruptedException {
        pool = UserPool.of(client);
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(2);
    }
}
