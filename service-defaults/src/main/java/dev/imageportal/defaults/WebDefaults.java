package dev.imageportal.defaults;

import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.DispatcherServlet;

/// Every error of a servlet service is a [Problem], whoever finds it: controller, filter, firewall or Tomcat.
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnClass({DispatcherServlet.class, StandardHost.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({ProblemAdvice.class, ProblemErrorController.class, RequestId.Filter.class})
public class WebDefaults {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemErrorReportValve.class.getName());
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataAccessException.class)
    @Import(DatabaseProblemAdvice.class)
    static class Database {

        @Bean
        static BeanPostProcessor requestsWaitBriefly(Environment settings) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource pool
                            ? new TimedDataSource.OfRequests(pool,
                                    settings.getRequiredProperty("portal.database.request-timeout", Duration.class))
                            : bean;
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FlywayConfigurationCustomizer.class)
    static class Migrations {

        /// They run before the first request, when nobody waits, and must not end half-way.
        @Bean
        FlywayConfigurationCustomizer migrationsWaitLong(Environment settings) {
            return flyway -> flyway.dataSource(new TimedDataSource(
                    Objects.requireNonNull(flyway.getDataSource(), "migrations need a database"),
                    settings.getRequiredProperty("portal.database.migration-timeout", Duration.class)));
        }
    }
}
