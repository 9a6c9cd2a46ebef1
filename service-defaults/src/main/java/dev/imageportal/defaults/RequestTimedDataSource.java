package dev.imageportal.defaults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestContextHolder;

/// The service's connections. On a request's thread somebody waits, so there the database gets less time to answer than
/// in the background: one that is suspended closes no connection, and only the time tells that it is away.
final class RequestTimedDataSource extends DelegatingDataSource {

    /// Left to a statement however long its connection was waited for.
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Supplier<Duration> timeout;

    RequestTimedDataSource(DataSource pool, Supplier<Duration> timeout) {
        super(pool);
        this.timeout = timeout;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (RequestContextHolder.getRequestAttributes() == null) {
            return super.getConnection();
        }
        long begun = System.nanoTime();
        Connection connection = super.getConnection();
        Duration left = timeout.get().minusNanos(System.nanoTime() - begun);
        return TimedDataSource.timed(connection, left.compareTo(SHORTEST) > 0 ? left : SHORTEST);
    }
}
