package dev.imageportal.gateway;

import org.springframework.core.Ordered;

/// In which order a request passes through the gateway's filters.
final class FilterOrder {

    static final int METERS = Ordered.HIGHEST_PRECEDENCE;
    static final int REQUEST_ID = METERS + 1;
    static final int CLIENT = REQUEST_ID + 1;
    static final int SECURITY_HEADERS = CLIENT + 1;
    static final int PATH = SECURITY_HEADERS + 1;
    static final int BODY_PATIENCE = PATH + 1;
    static final int BODY_LIMIT = BODY_PATIENCE + 1;
    static final int COOKIES = BODY_LIMIT + 1;
    static final int RATE_LIMITS = COOKIES + 1;
    static final int KEPT_ANSWERS = RATE_LIMITS + 1;

    private FilterOrder() {}
}
