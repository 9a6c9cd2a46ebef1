package dev.imageportal.defaults;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Errors that happen outside of controllers, such as a request that the firewall refuses.
@RestController
class ProblemErrorController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        HttpStatus status = statusOf(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Problem problem = Problem.of(status, detailOf(status),
                path == null ? request.getRequestURI() : path.toString());
        return ResponseEntity.status(status).headers(problem.headers()).body(problem);
    }

    /// Somebody who opens `/error` by hand finds nothing there.
    private static HttpStatus statusOf(@Nullable Object attribute) {
        HttpStatus status = attribute instanceof Integer code ? HttpStatus.resolve(code) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static String detailOf(HttpStatus status) {
        return status.is4xxClientError()
                ? "The request is not one that this portal can serve: " + status.getReasonPhrase() + "."
                : "Something went wrong on our side; it was logged and will be looked at.";
    }
}
