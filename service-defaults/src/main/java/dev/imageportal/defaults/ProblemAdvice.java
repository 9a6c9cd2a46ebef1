package dev.imageportal.defaults;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/// Every exception that leaves a controller, as a [Problem].
@RestControllerAdvice
@Order(0)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> answer(ProblemException e, HttpServletRequest request) {
        return respond(e, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> answer(Exception e, HttpServletRequest request) {
        if (e instanceof IOException && isClientGone(e)) {
            log.debug("The client went away: {}", e.getMessage());
            return null;
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return respond(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong on our side; it was logged and will be looked at.", request.getRequestURI()),
                new HttpHeaders());
    }

    /// Nobody is left to answer.
    @Override
    protected @Nullable ResponseEntity<Object> handleAsyncRequestNotUsableException(AsyncRequestNotUsableException e,
            WebRequest request) {
        log.debug("The client went away: {}", e.getMessage());
        return null;
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = e.getCause() instanceof JacksonException json ? fieldOf(json) : "";
        List<Problem.FieldError> errors = field.isEmpty()
                ? List.of()
                : List.of(new Problem.FieldError(field, "type", "has a value of the wrong type"));
        return respond(Problem.of(HttpStatus.BAD_REQUEST, "malformed-body",
                "The body is missing or is not the JSON that this request takes.", path(request), errors), headers);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "value";
        return invalidField(name, "type", name + " has a value of the wrong type", headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(MissingServletRequestParameterException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e.getParameterName();
        return invalidField(name, "required", name + " is required", headers, request);
    }

    /// All other exceptions of Spring MVC itself come through here with their status.
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode code, WebRequest request) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        if (status.is5xxServerError()) {
            log.error("{} failed", path(request), e);
        }
        return respond(Problem.of(status, detailOf(status), path(request)), headers);
    }

    private ResponseEntity<Object> invalidField(String field, String rule, String message, HttpHeaders headers,
            WebRequest request) {
        return respond(Problem.of(HttpStatus.BAD_REQUEST, "invalid-field", message, path(request),
                List.of(new Problem.FieldError(field, rule, message))), headers);
    }

    static ResponseEntity<Object> respond(ProblemException e, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        String retryAfter = e.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return respond(e.problem(request.getRequestURI()), headers);
    }

    private static ResponseEntity<Object> respond(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status()).headers(headers).headers(problem.headers()).body(problem);
    }

    /// Spring's own details may name classes and parameters of the code: these do not.
    private static String detailOf(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This address does not take this method; the Allow header lists those it does.";
            case NOT_ACCEPTABLE -> "None of the types in the Accept header can be produced here.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body's Content-Type is not one that this address takes.";
            case CONTENT_TOO_LARGE -> "The request is larger than this address takes.";
            case SERVICE_UNAVAILABLE -> "The request could not be served in time; try again.";
            default -> status.is4xxClientError()
                    ? "The request is not one that this address can serve: " + status.getReasonPhrase() + "."
                    : "Something went wrong on our side.";
        };
    }

    private static String fieldOf(JacksonException e) {
        return e.getPath()
                .stream()
                .map(step -> step.getPropertyName() != null ? step.getPropertyName() : "[" + step.getIndex() + "]")
                .reduce((outer, inner) -> inner.startsWith("[") ? outer + inner : outer + "." + inner)
                .orElse("");
    }

    /// Tomcat's class for it is of its own package: known by name, so that other containers work too.
    private static boolean isClientGone(Exception e) {
        return e.getClass().getSimpleName().equals("ClientAbortException");
    }

    private static String path(WebRequest request) {
        return request instanceof ServletWebRequest servlet ? servlet.getRequest().getRequestURI() : "";
    }
}
