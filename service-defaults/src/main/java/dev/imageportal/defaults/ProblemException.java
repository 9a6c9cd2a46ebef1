package dev.imageportal.defaults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Ends a request with a [Problem]. Thrown wherever the rule that was broken is known.
public class ProblemException extends RuntimeException {

    private final HttpStatus status;
    private final @Nullable String slug;
    private final String detail;
    private final transient List<Problem.FieldError> errors = new ArrayList<>();
    private @Nullable Duration retryAfter;

    private ProblemException(HttpStatus status, @Nullable String slug, String detail) {
        super(detail);
        this.status = status;
        this.slug = slug;
        this.detail = detail;
    }

    /// @param slug what follows `/problems/` in the problem's type
    public static ProblemException of(HttpStatus status, String slug, String detail) {
        return new ProblemException(status, slug, detail);
    }

    /// `400` for one field; [#withField] adds more.
    public static ProblemException badField(String field, String rule, String message) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-field", message).withField(field, rule, message);
    }

    public static ProblemException badRequest(String slug, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, slug, detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, null, detail);
    }

    public static ProblemException conflict(String slug, String detail) {
        return new ProblemException(HttpStatus.CONFLICT, slug, detail);
    }

    /// `503`: something that the request needs is out of order for now.
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, null, detail).retryAfter(retryAfter);
    }

    public ProblemException withField(String field, String rule, String message) {
        errors.add(new Problem.FieldError(field, rule, message));
        return this;
    }

    public ProblemException retryAfter(Duration duration) {
        retryAfter = duration;
        return this;
    }

    public HttpStatus status() {
        return status;
    }

    /// The value of the `Retry-After` header in seconds, at least 1, or null when there is none.
    public @Nullable String retryAfterSeconds() {
        return retryAfter == null ? null : Long.toString(Math.max(1, retryAfter.toSeconds()));
    }

    public Problem problem(String instance) {
        return Problem.of(status, slug, detail, instance, errors);
    }
}
