package dev.imageportal.feed;

import dev.imageportal.defaults.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The live feed: server-sent events, each with its place as the id. A reader who opens the stream first and loads the
/// feed then misses nothing; one who comes back with the last id goes on after it, at any instance.
///
/// - `image-uploaded`, `image-updated`: the image as in the feeds
/// - `image-deleted`: `{"id": …}`
/// - `reset`: the last id is of too long ago, or none of this portal; the feed has to be loaded anew
@RestController
class LiveController {

    private final LiveFeed feed;
    private final LiveStreams streams;

    LiveController(LiveFeed feed, LiveStreams streams) {
        this.feed = feed;
        this.streams = streams;
    }

    /// @param header what browsers send when they come back by themselves; they give up for good when they are refused,
    ///               so an id that is none gets a `reset`
    /// @param parameter for readers that can't set the header; the header wins, as it is the newer
    @GetMapping(path = "/api/feed/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void follow(@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
            @RequestParam(name = "lastEventId", required = false) @Nullable String parameter,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (parameter != null && place(parameter).isEmpty()) {
            throw ProblemException.badField("lastEventId", "event-id",
                    "lastEventId must be the id of an event of this stream; leave it out to begin with what comes now");
        }
        LiveStart start = start(header != null && !header.isEmpty() ? header : parameter);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // for proxies that would collect an answer before they pass it on
        response.setHeader("X-Accel-Buffering", "no");
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            streams.open(start, feed::recent, request, response);
        }
    }

    private LiveStart start(@Nullable String lastEventId) {
        if (lastEventId == null) {
            return new LiveStart(feed.recent().end(), false);
        }
        OptionalLong last = place(lastEventId);
        if (last.isEmpty()) {
            return new LiveStart(feed.recent().end(), true);
        }
        RecentEvents events = feed.upTo(last.getAsLong());
        return events.reachBackTo(last.getAsLong())
                ? new LiveStart(last.getAsLong(), false)
                : new LiveStart(events.end(), true);
    }

    private static OptionalLong place(String id) {
        return id.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(id)) : OptionalLong.empty();
    }
}
