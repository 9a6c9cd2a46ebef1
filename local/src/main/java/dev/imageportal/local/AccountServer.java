package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// cognito-local with the portal's user pool and app client.
final class AccountServer implements Server {

    /// The emulator's own name for where it is.
    static final String REGION = "local";

    private static final String NAME = "image-portal";

    private final Installation installation;
    private final DataFolder data;
    private final int port;
    private final CognitoClient client;
    private volatile @Nullable Pool pool;

    /// What a service has to know of the user pool.
    record Pool(String id, String clientId) {}

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
    Optional<Pool> pool() {
        return Optional.ofNullable(pool);
    }

    /// User names need not be e-mail addresses, and tokens name the issuer that services check.
    @Override
    public void prepare(Consumer<ChildProcess> owner) throws IOException {
        Path settings = data.data("accounts").resolve(".cognito");
        Files.createDirectories(settings);
        Files.writeString(settings.resolve("config.json"), """
                {
                  "UserPoolDefaults": {"UsernameAttributes": []},
                  "TokenConfig": {"IssuerDomain": "%s"}
                }
                """.formatted(endpoint(port)));
    }

    @Override
    public ChildProcess.Command command() {
        return new ChildProcess.Command("accounts", data.data("accounts"),
                List.of("node", "--max-old-space-size=128", installation.accountsScript().toString()),
                Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port), "PORTAL_MAIL_LOG",
                        data.mailLog().toString(), "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE", "1"),
                null);
    }

    @Override
    public void probe() throws IOException, InterruptedException {
        String poolId = named(client.call("ListUserPools", Map.of("MaxResults", 60)).path("UserPools"), "Name", "Id")
                .orElse(null);
        if (poolId == null) {
            poolId = client.call("CreateUserPool", Map.of("PoolName", NAME, "AutoVerifiedAttributes", List.of("email"),
                    "UsernameAttributes", List.of(), "Policies", Map.of("PasswordPolicy", Map.of("MinimumLength", 8,
                            "RequireUppercase", true, "RequireLowercase", true, "RequireNumbers", true,
                            "RequireSymbols", true))))
                    .at("/UserPool/Id")
                    .asString();
        }
        String clientId = named(client.call("ListUserPoolClients", Map.of("UserPoolId", poolId, "MaxResults", 60))
                .path("UserPoolClients"), "ClientName", "ClientId").orElse(null);
        if (clientId == null) {
            clientId = client.call("CreateUserPoolClient", Map.of("UserPoolId", poolId, "ClientName", NAME,
                    "ExplicitAuthFlows", List.of("ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"),
                    "AccessTokenValidity", 1, "RefreshTokenValidity", 30,
                    "TokenValidityUnits", Map.of("AccessToken", "hours", "RefreshToken", "days")))
                    .at("/UserPoolClient/ClientId")
                    .asString();
        }
        pool = new Pool(poolId, clientId);
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(2);
    }

    private static Optional<String> named(JsonNode list, String nameField, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(entry -> entry.path(nameField).asString("").equals(NAME))
                .map(entry -> entry.path(field).asString(""))
                .findFirst();
    }
}
