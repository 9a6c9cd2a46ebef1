package dev.imageportal.defaults;

import feign.RequestInterceptor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.MDC;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.kafka.core.KafkaOperations;

/// Every request has a trace, whose id stands in the log lines of all services that it meets. Spans are recorded and
/// leave the process only where `portal.tracing.otlp-endpoint` names a collector, such as
/// `http://collector:4318/v1/traces` (OTLP over HTTP).
@AutoConfiguration(before = {OpenTelemetryTracingAutoConfiguration.class, OtlpTracingAutoConfiguration.class})
public class TracingDefaults {

    private static final String ENDPOINT = "portal.tracing.otlp-endpoint";

    /// Boot's own property would be set as well where it is empty.
    static final class EndpointIsSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
            return !context.getEnvironment().getProperty(ENDPOINT, "").isBlank();
        }
    }

    static final class NoEndpointIsSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
            return !new EndpointIsSet().matches(context, annotated);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(EndpointIsSet.class)
    static class Exported {

        @Bean
        OtlpTracingConnectionDetails collector(Environment environment) {
            String endpoint = environment.getRequiredProperty(ENDPOINT).strip();
            return _ -> endpoint;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoEndpointIsSet.class)
    static class OnlyIds {

        @Bean
        Sampler nothingIsRecorded() {
            return Sampler.alwaysOff();
        }

        /// It would keep a thread and a queue for spans that nobody takes.
        @Bean
        static BeanDefinitionRegistryPostProcessor noSpanProcessor() {
            return registry -> {
                if (registry.containsBeanDefinition("otelSpanProcessor")) {
                    registry.removeBeanDefinition("otelSpanProcessor");
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({KafkaOperations.class, ProducerRecord.class})
    static class Events {

        @Bean
        EventTraces eventTraces(Tracer tracer, Propagator propagator) {
            return new EventTraces(tracer, propagator);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RequestInterceptor.class)
    static class Calls {

        /// A call of another service belongs to the trace and to the request that it is made for.
        @Bean
        RequestInterceptor traceOfTheCaller(Tracer tracer, Propagator propagator) {
            return call -> {
                Span span = tracer.currentSpan();
                if (span != null) {
                    propagator.inject(span.context(), call, (_, name, value) -> call.header(name, value));
                }
                String requestId = MDC.get(RequestId.KEY);
                if (requestId != null) {
                    call.header(RequestId.HEADER, requestId);
                }
            };
        }
    }
}
