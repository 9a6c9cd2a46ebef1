package dev.imageportal.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What a service has to know of the user pool.
record UserPool(String id, String clientId) {

    /// The emulator's own name for where it is.
    static final String REGION = "local";

    private static final String NAME = "image-portal";

    /// Makes the pool and its app client where they are absent.
    static UserPool of(CognitoClient client) throws IOException, InterruptedException {
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
        return new UserPool(poolId, clientId);
    }

    /// The emulator's settings: user names need not be e-mail addresses, and tokens name the issuer that services check.
    ///
    /// @param endpoint as services see it
    static String emulatorSettings(String endpoint) {
        return """
                {
                  "UserPoolDefaults": {"UsernameAttributes": []},
                  "TokenConfig": {"IssuerDomain": "%s"}
                }
                """.formatted(endpoint);
    }

    /// @param endpoint as services see it
    Map<String, String> tokenSettings(String endpoint) {
        String issuer = endpoint + "/" + id;
        return Map.of("PORTAL_TOKEN_ISSUER", issuer, "PORTAL_TOKEN_JWKS_URI", issuer + "/.well-known/jwks.json",
                "PORTAL_TOKEN_CLIENT_ID", clientId);
    }

    /// @param endpoint as user-service sees it
    Map<String, String> accountSettings(String endpoint) {
        return Map.of("PORTAL_COGNITO_ENDPOINT", endpoint, "PORTAL_COGNITO_REGION", REGION,
                "PORTAL_COGNITO_USER_POOL_ID", id, "PORTAL_COGNITO_CLIENT_ID", clientId);
    }

    private static Optional<String> named(JsonNode list, String nameField, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(entry -> entry.path(nameField).asString("").equals(NAME))
                .map(entry -> entry.path(field).asString(""))
                .findFirst();
    }
}
