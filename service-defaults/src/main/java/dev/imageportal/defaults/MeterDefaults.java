package dev.imageportal.defaults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps the number of time series bounded, whatever clients send; and tells how near a servlet service is to its bound.
@AutoConfiguration
@ConditionalOnClass(MeterFilter.class)
public class MeterDefaults {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE", "CONNECT", "UNKNOWN");
    private static final UnaryOperator<String> KNOWN = method -> METHODS.contains(method) ? method : "UNKNOWN";

    /// Anybody can make up methods.
    @Bean
    MeterFilter knownMethods() {
        return MeterFilter.replaceTagValues("method", KNOWN::apply);
    }

    @Bean
    MeterFilter knownMethodsOfClients() {
        return MeterFilter.replaceTagValues("http.method", KNOWN::apply);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({TomcatWebServer.class, AbstractProtocol.class})
    static class OpenConnections implements ApplicationListener<ServletWebServerInitializedEvent> {

        private final MeterRegistry meters;

        OpenConnections(MeterRegistry meters) {
            this.meters = meters;
        }

        @Override
        public void onApplicationEvent(ServletWebServerInitializedEvent event) {
            if (event.getWebServer() instanceof TomcatWebServer server
                    && server.getTomcat().getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                gauge("portal.http.connections", "Open connections of callers", protocol::getConnectionCount);
                gauge("portal.http.connections.max", "How many are taken at once", protocol::getMaxConnections);
            }
        }

        private void gauge(String name, String description, Supplier<Number> value) {
            Gauge.builder(name, value).description(description).register(meters);
        }
    }
}
