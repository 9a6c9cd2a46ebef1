package dev.imageportal.defaults;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/// [Claims] for each service that imports this and has the table `idempotency_keys`. No `@Configuration`, which would
/// come uninvited to whoever scans this package.
@EnableConfigurationProperties(IdempotencySettings.class)
public class IdempotencyDefaults {

    private static final Set<RequestMethod> UNSAFE = Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH,
            RequestMethod.DELETE);

    @Bean
    IdempotencyKeys idempotencyKeys(JdbcClient database) {
        return new IdempotencyKeys(database);
    }

    @Bean
    Claims claims(IdempotencyKeys keys, IdempotencySettings settings, MeterRegistry metrics) {
        return new Claims(keys, settings, metrics);
    }

    @Bean
    RecurringTask claimRenewalTask(Claims claims, IdempotencySettings settings) {
        return new RecurringTask("claim-renewal", settings.renewal(), claims::renew);
    }

    @Bean
    RecurringTask claimPurgeTask(Claims claims, IdempotencySettings settings) {
        return new RecurringTask("claim-purge", settings.purge(), claims::purge);
    }

    /// Every unsafe request may carry a key.
    @Bean
    GlobalOperationCustomizer describedKeys() {
        return (operation, handler) -> {
            RequestMapping mapping = handler.getMethodAnnotation(RequestMapping.class);
            if (mapping != null && Stream.of(mapping.method()).anyMatch(UNSAFE::contains)) {
                operation.addParametersItem(description());
            }
            return operation;
        };
    }

    private static Parameter description() {
        return new HeaderParameter().name(IdempotencyKey.HEADER)
                .description("""
                        Makes the request safe to repeat: for 24 hours the same key with the same request by the same \
                        user gets the first answer again, whatever changed since. 409 with Retry-After while the first \
                        request is under way; 422 when the key was used for a different request. A request that failed \
                        leaves its key unused.""")
                .schema(new StringSchema().pattern("^[!-~]{1,255}$"))
                .example("5f0c6a1e-9a55-4b7e-8d0f-0b6a3c2f9f11");
    }
}
