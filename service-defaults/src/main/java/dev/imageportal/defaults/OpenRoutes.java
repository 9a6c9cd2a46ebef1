package dev.imageportal.defaults;

import java.util.List;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Requests other than `GET` and `HEAD` that need no access token, such as signing up.
public record OpenRoutes(List<RequestMatcher> matchers) {

    public OpenRoutes {
        matchers = List.copyOf(matchers);
    }

    public OpenRoutes(RequestMatcher... matchers) {
        this(List.of(matchers));
    }
}
