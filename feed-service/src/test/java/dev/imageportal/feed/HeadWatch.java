package dev.imageportal.feed;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Counts the answers that go on in another thread and whose heads are still to be written.
@Order(Ordered.HIGHEST_PRECEDENCE)
class HeadWatch implements Filter {

    private final AtomicInteger late = new AtomicInteger();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (request.isAsyncStarted() && !response.isCommitted()) {
            late.incrementAndGet();
        }
    }

    int late() {
        return late.get();
    }
}
