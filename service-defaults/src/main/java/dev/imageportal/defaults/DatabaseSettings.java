package dev.imageportal.defaults;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long a statement waits for the database. What belongs to no request and needs no more waits as long as the
/// driver's `socketTimeout` says.
///
/// @param requestTimeout   of a statement that somebody's request waits for, the wait for a connection included: they are
///                         to be told within 5 s, and the answer takes its time too
/// @param migrationTimeout of a statement of a migration, which may build an index on a large table
@ConfigurationProperties("portal.database")
record DatabaseSettings(
        @DefaultValue("3500ms") Duration requestTimeout,
        @DefaultValue("1h") Duration migrationTimeout) {}
