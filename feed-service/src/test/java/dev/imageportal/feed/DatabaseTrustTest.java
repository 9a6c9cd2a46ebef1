package dev.imageportal.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageportal.local.Service;
import dev.imageportal.local.TlsDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/// The service's pool, on a database that proves who it is.
class DatabaseTrustTest {

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static TlsDatabase database;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        authority = TestAuthority.in(folder.resolve("right"));
        TestAuthority.Certified server = authority.certify("ip:127.0.0.1");
        database = new TlsDatabase(server.certificate(), server.key());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void theRightAuthoritysDatabaseIsSpokenTo() throws SQLException {
        assertThat(protocol("127.0.0.1", authority.certificate())).startsWith("TLSv1.");
    }

    @Test
    void anotherAuthoritysIsNot() throws IOException {
        TestAuthority other = TestAuthority.in(folder.resolve("other"));

        assertThatThrownBy(() -> protocol("127.0.0.1", other.certificate()))
                .hasStackTraceContaining("CertPathValidatorException");
    }

    @Test
    void noneIsThatGoesByAnotherName() {
        assertThatThrownBy(() -> protocol("localhost", authority.certificate()))
                .hasStackTraceContaining("CertificateException")
                .hasStackTraceContaining("localhost");
    }

    @Test
    void whatIsNoListOfCertificatesIsRefusedAtOnce() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> protocol("127.0.0.1", empty)).hasMessageContaining("PORTAL_DATABASE_CERTIFICATES");
        assertThatThrownBy(() -> protocol("127.0.0.1", folder.resolve("absent.pem")))
                .hasMessageContaining("PORTAL_DATABASE_CERTIFICATES");
    }

    /// Of the first connection.
    private static String protocol(String host, Path certificates) throws SQLException {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Pool.class)
                .web(WebApplicationType.NONE)
                .run("--PORTAL_DATABASE_URL=" + database.url(host, Service.FEED), "--PORTAL_DATABASE_USERNAME=feed",
                        "--PORTAL_DATABASE_PASSWORD=" + database.password(),
                        "--PORTAL_DATABASE_CERTIFICATES=" + certificates);
                Connection connection = context.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW STATUS LIKE 'Ssl_version'")) {
            row.next();
            return row.getString("Value");
        }
    }

    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static class Pool {}
}
