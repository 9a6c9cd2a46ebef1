package dev.imageportal.defaults;

import io.micrometer.context.ContextRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/// The name of a request, under which it is found in the answer and in the log lines of every service that it meets.
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    /// Of log lines.
    public static final String KEY = "requestId";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+/=-]{0,63}");

    private RequestId() {}

    public static boolean isWellFormed(@Nullable String id) {
        return id != null && FORM.matcher(id).matches();
    }

    /// From now on the name goes along where work is passed on to other threads.
    public static void goesAlong() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(KEY, () -> MDC.get(KEY), id -> MDC.put(KEY, id), () -> MDC.remove(KEY));
    }

    /// Puts the name that the gateway gave into the log lines of a servlet service.
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Filter extends OncePerRequestFilter {

        Filter() {
            goesAlong();
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String id = request.getHeader(HEADER);
            if (!isWellFormed(id)) {
                chain.doFilter(request, response);
                return;
            }
            try (var _ = MDC.putCloseable(KEY, id)) {
                chain.doFilter(request, response);
            }
        }
    }
}
