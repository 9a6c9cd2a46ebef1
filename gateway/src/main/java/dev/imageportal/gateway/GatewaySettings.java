package dev.imageportal.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param userService      base URL, scheme, host and port only
/// @param imageService     likewise
/// @param searchService    likewise
/// @param feedService      likewise
/// @param connectTimeout   to open a connection to a service
/// @param firstByteTimeout from the request's head to the answer's, for all services but image-service
/// @param uploadTimeout    likewise for image-service: 50 MB have to come in over a slow line meanwhile
/// @param stallTimeout     the longest pause in either direction: of a client within its body, and of a service that has
///                         the whole request. Long enough for image-service to work off a burst of uploads.
/// @param connections      to each service, at most
/// @param liveStreams      more connections to feed-service, for the live feeds that stay open
/// @param waiting          requests that wait for one of these connections, at most
/// @param maxAnswerHeader  of a service's answer
/// @param maxBody          of a request, but for an upload
/// @param maxUpload        of an upload's whole body: the file of at most 50 MB, its texts, and what multipart adds
/// @param trustedProxies   whose `X-Forwarded-For` and `-Proto` are believed
/// @param apiFreshness     of the API's description, which is made anew after that
/// @param keptRenditions   small pictures that people look at just now
/// @param keptFeeds        pages of everyone's newest pictures
/// @param keptSearches     pages of what people search for just now
@ConfigurationProperties("portal.gateway")
record GatewaySettings(
        URI userService,
        URI imageService,
        URI searchService,
        URI feedService,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("20s") Duration firstByteTimeout,
        @DefaultValue("30m") Duration uploadTimeout,
        @DefaultValue("2m") Duration stallTimeout,
        @DefaultValue("400") int connections,
        @DefaultValue("4000") int liveStreams,
        @DefaultValue("800") int waiting,
        @DefaultValue("32KB") DataSize maxAnswerHeader,
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("51MB") DataSize maxUpload,
        @DefaultValue List<AddressRange> trustedProxies,
        @DefaultValue("1m") Duration apiFreshness,
        Kept keptRenditions,
        Kept keptFeeds,
        Kept keptSearches) {

    /// What may be answered from memory.
    ///
    /// @param memory    for all; none: 0
    /// @param largest   answer that is kept
    /// @param freshness for how long one may still be given when the service would answer otherwise
    record Kept(DataSize memory, @DefaultValue("256KB") DataSize largest, Duration freshness) {}
}
