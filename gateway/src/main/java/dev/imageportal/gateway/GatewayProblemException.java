package dev.imageportal.gateway;

import org.springframework.http.HttpStatus;

/// The gateway refuses a request by itself.
class GatewayProblemException extends RuntimeException {

    private final HttpStatus status;
    private final String slug;
    private final String detail;

    GatewayProblemException(HttpStatus status, String slug, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.slug = slug;
        this.detail = detail;
    }

    Problem problem(String path) {
        return Problem.of(status, slug, detail, path);
    }
}
