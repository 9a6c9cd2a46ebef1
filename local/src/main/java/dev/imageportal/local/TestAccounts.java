package dev.imageportal.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts for tests of services that only check tokens, made in the user pool itself.
public final class TestAccounts {

    /// Of every account made here.
    public static final String PASSWORD = "Test-Passw0rd";

    private final AccountServer server;
    private final DataFolder data;

    TestAccounts(AccountServer server, DataFolder data) {
        this.server = server;
        this.data = data;
    }

    /// Logs a person in, whose confirmed account is made when it is absent.
    ///
    /// @return an access token, valid for an hour
    public String accessToken(String username) {
        UserPool pool = server.pool()
                .orElseThrow(() -> new IllegalStateException("the component ACCOUNTS was not started"));
        try {
            try {
                server.client()
                        .call("SignUp", Map.of("ClientId", pool.clientId(), "Username", username, "Password",
                                PASSWORD, "UserAttributes",
                                List.of(Map.of("Name", "email", "Value", email(username)))));
                server.client().call("AdminConfirmSignUp", Map.of("UserPoolId", pool.id(), "Username", username));
            } catch (CognitoClient.Refused e) {
                if (!e.type().equals("UsernameExistsException")) {
                    throw e;
                }
            }
            return server.client()
                    .call("InitiateAuth", Map.of("AuthFlow", "USER_PASSWORD_AUTH", "ClientId",
                            pool.clientId(), "AuthParameters", Map.of("USERNAME", username, "PASSWORD", PASSWORD)))
                    .at("/AuthenticationResult/AccessToken")
                    .asString();
        } catch (IOException e) {
            throw new LocalException("No token for " + username + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted", e);
        }
    }

    /// The last code that was sent to a person; empty while there is none.
    public Optional<String> code(String username) {
        return new MailLog(data.mailLog()).lastCode(username);
    }

    /// Whether the user pool has an account of this name.
    public boolean exists(String username) {
        UserPool pool = server.pool()
                .orElseThrow(() -> new IllegalStateException("the component ACCOUNTS was not started"));
        try {
            server.client().call("AdminGetUser", Map.of("UserPoolId", pool.id(), "Username", username));
            return true;
        } catch (IOException e) {
            if (e instanceof CognitoClient.Refused refused && refused.type().equals("UserNotFoundException")) {
                return false;
            }
            throw new LocalException("No word on " + username + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted", e);
        }
    }

    private static String email(String username) {
        return username + "@example.org";
    }
}
