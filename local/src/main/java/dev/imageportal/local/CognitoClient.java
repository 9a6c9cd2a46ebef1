package dev.imageportal.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cognito's wire protocol, AWS JSON 1.1, without a signature: the emulator checks none.
final class CognitoClient {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI endpoint;

    CognitoClient(String endpoint) {
        this.endpoint = URI.create(endpoint + "/");
    }

    /// @throws Refused when the answer is an error
    JsonNode call(String operation, Map<String, ?> request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(endpoint)
                .timeout(ANSWER)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build(), HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new Refused(operation, answer);
        }
        return answer;
    }

    /// An error of Cognito's own, by its type such as `UsernameExistsException`.
    static final class Refused extends IOException {

        private static final long serialVersionUID = 1;
        private final String type;

        Refused(String operation, JsonNode answer) {
            super(operation + ": " + answer);
            this.type = answer.path("__type").asString("");
        }

        String type() {
            return type;
        }
    }
}
