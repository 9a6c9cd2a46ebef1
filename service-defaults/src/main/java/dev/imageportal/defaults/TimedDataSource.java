package dev.imageportal.defaults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestContextHolder;

/// The service's connections, for work that waits longer or shorter for an answer than the driver's `socketTimeout` says:
/// a statement that the database has not answered within the time fails. The pool sets its own time again when it gets a
/// connection back.
public final class TimedDataSource extends DelegatingDataSource {

    private final Duration timeout;

    /// @param timeout of a statement, from 1 ms to 24 days
    public TimedDataSource(DataSource pool, Duration timeout) {
        super(pool);
        this.timeout = timeout;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return timed(super.getConnection(), timeout);
    }

    private static Connection timed(Connection connection, Duration timeout) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// On a request's thread somebody waits, so there the database gets less time than in the background: one that is
    /// suspended closes no connection, and only the time tells that it is away.
    static final class OfRequests extends DelegatingDataSource {

        /// Left to a statement however long its connection was waited for.
        private static final Duration SHORTEST = Duration.ofMillis(500);

        private final Duration timeout;

        /// @param timeout of a statement, the wait for its connection included
        OfRequests(DataSource pool, Duration timeout) {
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
            Duration left = timeout.minusNanos(System.nanoTime() - begun);
            return timed(connection, left.compareTo(SHORTEST) > 0 ? left : SHORTEST);
        }
    }
}
