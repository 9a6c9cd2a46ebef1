package dev.imageportal.defaults;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.servlet.DispatcherServlet;

/// Whoever has a database waits for it as long as the work is worth: requests for a short time, migrations for a long
/// one, and other work by a [TimedDataSource] of its own where the driver's time-out is too short.
@AutoConfiguration
@ConditionalOnClass({DelegatingDataSource.class, DispatcherServlet.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(DatabaseSettings.class)
public class DatabaseDefaults {

    @Bean
    static BeanPostProcessor requestsWaitBriefly(ObjectProvider<DatabaseSettings> settings) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool
                        ? new RequestTimedDataSource(pool, () -> settings.getObject().requestTimeout())
                        : bean;
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FlywayConfigurationCustomizer.class)
    static class Migrations {

        /// They run before the first request, when nobody waits, and must not end half-way.
        @Bean
        FlywayConfigurationCustomizer migrationsWaitLong(DatabaseSettings settings) {
            return flyway -> flyway.dataSource(new TimedDataSource(
                    Objects.requireNonNull(flyway.getDataSource(), "migrations need a database"),
                    settings.migrationTimeout()));
        }
    }
}
