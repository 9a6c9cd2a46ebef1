package dev.imageportal.defaults;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param keep       how long a repetition gets the first answer
/// @param lease      after which the claim of a process that died is free
/// @param renewal    between two renewals of a claim; several fit into a lease
/// @param perUser    keys that one user can have at a time
/// @param purge      between two removals of old keys
/// @param purgeBatch keys removed at once
@ConfigurationProperties("portal.idempotency")
public record IdempotencySettings(
        @DefaultValue("24h") Duration keep,
        @DefaultValue("40s") Duration lease,
        @DefaultValue("8s") Duration renewal,
        @DefaultValue("100000") int perUser,
        @DefaultValue("1m") Duration purge,
        @DefaultValue("1000") int purgeBatch) {}
