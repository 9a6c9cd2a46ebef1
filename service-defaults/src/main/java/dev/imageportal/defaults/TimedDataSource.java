package dev.imageportal.defaults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The service's connections, for work that waits longer or shorter for an answer than all else: a statement that the
/// database has not answered within the time fails. The pool sets its own time again when it gets a connection back.
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

    static Connection timed(Connection connection, Duration timeout) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
