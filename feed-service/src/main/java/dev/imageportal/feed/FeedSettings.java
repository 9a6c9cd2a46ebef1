package dev.imageportal.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param tombstoneRetention how long a deletion is remembered against events that come late; longer than Kafka keeps
///                           events, or a reader that starts at the beginning may bring deleted images back
@ConfigurationProperties("portal.feed")
record FeedSettings(@DefaultValue("14d") Duration tombstoneRetention, @DefaultValue Live live,
        @DefaultValue Trending trending) {

    FeedSettings {
        if (!tombstoneRetention.isPositive()) {
            throw new IllegalArgumentException("portal.feed.tombstone-retention must be positive");
        }
    }

    /// @param maxStreams that one instance holds open; more are sent away with `503`; each takes some 80 KB of heap
    /// @param heartbeat  how long a stream is silent at most
    /// @param look       how often an instance looks for what others wrote
    record Live(@DefaultValue("2000") int maxStreams, @DefaultValue("15s") Duration heartbeat,
            @DefaultValue("250ms") Duration look) {

        Live {
            if (maxStreams < 0 || !heartbeat.isPositive() || !look.isPositive()) {
                throw new IllegalArgumentException(
                        "portal.feed.live.max-streams must not be negative, heartbeat and look must be positive");
            }
        }
    }

    /// @param every  how often the most used hashtags are counted, by one instance for all
    /// @param window  pictures of the last so many days count
    /// @param timeout of the count, which takes the longer the more pictures there are
    record Trending(@DefaultValue("1m") Duration every, @DefaultValue("7d") Duration window,
            @DefaultValue("2m") Duration timeout) {

        Trending {
            if (!every.isPositive() || !window.isPositive() || !timeout.isPositive()) {
                throw new IllegalArgumentException("portal.feed.trending.every, window and timeout must be positive");
            }
        }
    }
}
