package dev.imageportal.gateway;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/// How many requests in how long, written as `60/1h`. They may come all at once; what was used grows back evenly.
///
/// @param requests 1 or more
/// @param window   a second or more
record Quota(long requests, Duration window) {

    Quota {
        if (requests < 1 || window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "A quota is at least one request in at least a second: " + requests + "/" + window);
        }
    }

    /// @throws IllegalArgumentException when the text is none
    public static Quota valueOf(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A quota is written as 60/1h, not as " + text);
        }
        return new Quota(Long.parseLong(text.substring(0, slash).strip()),
                DurationStyle.detectAndParse(text.substring(slash + 1).strip()));
    }
}
