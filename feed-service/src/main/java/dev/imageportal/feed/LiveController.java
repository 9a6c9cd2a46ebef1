package dev.imageportal.feed;

import dev.imageportal.defaults.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    @Operation(summary = "Pictures as they come, change and go", tags = "Feeds", description = """
            Server-sent events. `image-uploaded` and `image-updated` carry the image as in the feeds, `image-deleted` \
            its id: `{"id": "…"}`. Each has an id; whoever comes back with the last one goes on after it, at any \
            instance. `reset` says that this is not possible any more, and that the feed has to be loaded anew. Open \
            the stream first and load the feed then, and nothing is missed. A comment comes every 15 seconds at least. \
            Clients ignore events that they don't know.""")
    @ApiResponse(responseCode = "200", description = "The stream, which does not end by itself", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = "lastEventId is none")
    @ApiResponse(responseCode = "503", description = "Too many streams are open; Retry-After says when to come back")
    @GetMapping(path = "/api/feed/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void follow(
            @Parameter(description = "The last id that was received; browsers send it by themselves") @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
            @Parameter(description = "For clients that can't set the header Last-Event-ID") @RequestParam(name = "lastEventId", required = false) @Nullable String parameter,
            HttpServletRequest request, HttpServletResponse response) {
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
