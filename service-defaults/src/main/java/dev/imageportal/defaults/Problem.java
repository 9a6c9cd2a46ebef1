package dev.imageportal.defaults;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// An error as its reader gets it (RFC 9457).
///
/// @param type     `/problems/` and a slug that names the kind of problem
/// @param title    the HTTP status in words
/// @param detail   what went wrong and how to mend it, for people
/// @param instance the path that was asked for
/// @param errors   one entry per bad field; left out when no field is to blame
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    public static final MediaType MEDIA_TYPE = MediaType.APPLICATION_PROBLEM_JSON;

    /// The one way in which the portal's callers make themselves known; a session's cookie holds such a token as well.
    public static final String CHALLENGE = "Bearer";

    private static final JsonMapper MAPPER = new JsonMapper();

    /// @param rule the name of the broken rule, such as `required` or `maxLength`
    public record FieldError(String field, String rule, String message) {}

    public Problem {
        errors = List.copyOf(errors);
    }

    /// @param slug what follows `/problems/`; null for the one that the status implies
    public static Problem of(HttpStatus status, @Nullable String slug, String detail, String instance,
            List<FieldError> errors) {
        String name = slug != null ? slug : slugOf(status);
        return new Problem("/problems/" + name, status.getReasonPhrase(), status.value(), detail, instance, errors);
    }

    public static Problem of(HttpStatus status, String detail, String instance) {
        return of(status, null, detail, instance, List.of());
    }

    /// The head of an answer with this problem: the body's type and, for each `401`, the challenge that RFC 9110 (15.5.2)
    /// wants.
    public HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MEDIA_TYPE);
        if (status == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        return headers;
    }

    public byte[] json() {
        return MAPPER.writeValueAsBytes(this);
    }

    private static String slugOf(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "unauthenticated";
            case CONTENT_TOO_LARGE -> "too-large";
            case INTERNAL_SERVER_ERROR -> "internal";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> status.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
