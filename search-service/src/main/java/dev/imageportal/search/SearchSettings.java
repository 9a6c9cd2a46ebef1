package dev.imageportal.search;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param indexDirectory      where the index lies; each instance of the service has its own
/// @param queryTimeout        after which a query is given up
/// @param maxQueries          that run at once; others wait, no longer than the time-out
/// @param deletionsKept       how long a deleted image's trace is kept, so that a late event does not bring it back;
///                            longer than the topic keeps its events
/// @param rebuildPage         images that a rebuild asks for at once, 1 to 1,000
/// @param rebuildRetry        wait after a rebuild's first failure; doubles up to `rebuildRetryAtMost`
@ConfigurationProperties("portal.search")
record SearchSettings(
        Path indexDirectory,
        @DefaultValue("2s") Duration queryTimeout,
        @DefaultValue("64") int maxQueries,
        @DefaultValue("8d") Duration deletionsKept,
        @DefaultValue("500") int rebuildPage,
        @DefaultValue("500ms") Duration rebuildRetry,
        @DefaultValue("30s") Duration rebuildRetryAtMost) {

    SearchSettings {
        if (rebuildPage < 1 || rebuildPage > 1000) {
            throw new IllegalArgumentException("rebuild-page must be 1 to 1000: " + rebuildPage);
        }
    }
}
