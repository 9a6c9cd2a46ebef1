package dev.imageportal.feed;

import dev.imageportal.defaults.Limit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The lists of pictures: everyone's, one user's, one hashtag's. Those of unknown users and hashtags are empty.
@RestController
class FeedController {

    private final FeedReader reader;

    FeedController(FeedReader reader) {
        this.reader = reader;
    }

    @GetMapping("/api/feed")
    ResponseEntity<byte[]> ofEveryone(@RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return answer(new FeedList.Everyone(), limit, cursor);
    }

    @GetMapping("/api/users/{username}/images")
    ResponseEntity<byte[]> ofUser(@PathVariable String username, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return answer(new FeedList.OfUser(username), limit, cursor);
    }

    @GetMapping("/api/tags/{tag}/images")
    ResponseEntity<byte[]> withTag(@PathVariable String tag, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return answer(new FeedList.WithTag(Hashtag.of(tag)), limit, cursor);
    }

    /// Spring makes it a `304` when the request has the tag already.
    private ResponseEntity<byte[]> answer(FeedList list, @Nullable String limit, @Nullable String cursor) {
        FeedPage page = reader.read(list, cursor, Limit.of(limit));
        return ResponseEntity.ok()
                .eTag(page.etag())
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(page.json());
    }
}
