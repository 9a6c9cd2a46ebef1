package dev.imageportal.defaults;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// [Claims] for each service that imports this and has the table `idempotency_keys`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencySettings.class)
public class IdempotencyDefaults {

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
}
