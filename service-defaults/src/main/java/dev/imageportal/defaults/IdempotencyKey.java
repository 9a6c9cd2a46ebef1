package dev.imageportal.defaults;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a client calls a request, so that it can repeat it without doing it twice. It means something only together
/// with the user.
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /// @throws ProblemException 400 when the header is there, but is no key
    public static Optional<IdempotencyKey> of(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(HEADER));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (lines.size() > 1 || !FORM.matcher(lines.getFirst()).matches()) {
            throw ProblemException.badField(HEADER, "key",
                    "Idempotency-Key must be one key of 1 to 255 visible ASCII characters, such as a UUID.");
        }
        return Optional.of(new IdempotencyKey(lines.getFirst()));
    }
}
