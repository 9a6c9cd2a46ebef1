package dev.imageportal.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How often is too often. Each gateway counts for itself: behind several, the limits are that many times as high.
///
/// @param enabled        off for benchmarks and fuzzing
/// @param signUp         per address
/// @param logIn          log-ins and tokens, per address
/// @param logInFailures  refused passwords, per user name
/// @param codes          asking for a code, or trying one, per user name
/// @param uploads        per user; without a good access token per address
/// @param everythingElse per address
/// @param remembered     addresses or users for each limit, at most; then those go that were not seen for longest
@ConfigurationProperties("portal.rate-limits")
record RateLimitSettings(
        boolean enabled,
        Quota signUp,
        Quota logIn,
        Quota logInFailures,
        Quota codes,
        Quota uploads,
        Quota everythingElse,
        @DefaultValue("20000") int remembered) {}
