package dev.imageportal.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imageportal.local.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What nobody waits for may take longer than the driver waits elsewhere: a second, in the instance of these tests.
class PatienceTest extends FeedServiceTest {

    private static final String DRIVER = "spring.datasource.hikari.data-source-properties.socketTimeout";

    @Autowired
    JdbcClient database;

    /// Its history is kept apart from the service's own.
    @Test
    void aMigrationMayTakeLong() {
        try (ConfigurableApplicationContext service = start(Map.of(DRIVER, "1000", "spring.flyway.locations",
                "classpath:db/slow", "spring.flyway.table", "slow_history", "spring.flyway.baseline-on-migrate", "true",
                "spring.flyway.baseline-version", "0"))) {
            assertThat(get(port(service), "/api/feed").statusCode()).isEqualTo(200);
            assertThat(database.sql("SELECT COUNT(*) FROM slow_history WHERE version = '1' AND success = 1")
                    .query(Long.class)
                    .single()).isEqualTo(1);
        }
    }

    @Test
    void theCountOfHashtagsMayTakeLong() throws SQLException {
        try (ConfigurableApplicationContext service = start(Map.of(DRIVER, "1000"));
                Connection other = connect();
                Statement statement = other.createStatement()) {
            TrendingTables tables = service.getBean(TrendingTables.class);
            statement.execute("LOCK TABLES image_tag WRITE");
            var count = CompletableFuture.supplyAsync(() -> tables.count(ImageId.firstOf(Instant.now())));
            // longer than the driver would wait
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> count.get(2500, TimeUnit.MILLISECONDS));
            statement.execute("UNLOCK TABLES");

            assertThat(count).succeedsWithin(SOON).asList().isEmpty();
        }
    }

    /// Alerts and dashboards look at it.
    @Test
    void thePoolIsMeasured() {
        assertThat(get("/actuator/prometheus").body()).contains("hikaricp_connections_pending{");
    }

    private static Connection connect() throws SQLException {
        Map<String, String> settings = components().settings(Service.FEED);
        return DriverManager.getConnection(settings.get("PORTAL_DATABASE_URL"),
                settings.get("PORTAL_DATABASE_USERNAME"), settings.get("PORTAL_DATABASE_PASSWORD"));
    }
}
