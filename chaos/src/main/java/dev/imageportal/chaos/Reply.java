package dev.imageportal.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client got.
///
/// @param status     0 when there was no answer
/// @param retryAfter the header, if there was one
/// @param body       the answer's, or why there was none
/// @param took       from the request to the end of the answer
record Reply(int status, @Nullable String retryAfter, byte[] body, Duration took) {

    private static final JsonMapper JSON = new JsonMapper();

    static Reply none(String why, Duration took) {
        return new Reply(0, null, why.getBytes(UTF_8), took);
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /// Whether it says that the portal cannot do it now, and when to ask again.
    boolean refused() {
        return (status == 503 || status == 409) && retryAfter != null;
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /// The pause that it asks for.
    Duration pause() {
        try {
            return Duration.ofSeconds(Math.clamp(retryAfter == null ? 1 : Long.parseLong(retryAfter), 1, 5));
        } catch (NumberFormatException e) {
            return Duration.ofSeconds(1);
        }
    }

    @Override
    public String toString() {
        String text = new String(body, UTF_8);
        return (status == 0 ? "no answer" : Integer.toString(status)) + " after " + took.toMillis() + " ms: "
                + text.substring(0, Math.min(300, text.length()));
    }
}
