package dev.imageportal.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param tombstoneRetention how long a deletion is remembered against events that come late; longer than Kafka keeps
///                           events, or a reader that starts at the beginning may bring deleted images back
@ConfigurationProperties("portal.feed")
record FeedSettings(@DefaultValue("14d") Duration tombstoneRetention) {

    FeedSettings {
        if (!tombstoneRetention.isPositive()) {
            throw new IllegalArgumentException("portal.feed.tombstone-retention must be positive");
        }
    }
}
