package dev.imageportal.feed;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.Limit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Map;
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
    private final DisplayNames displayNames;

    FeedController(FeedReader reader, DisplayNames displayNames) {
        this.reader = reader;
        this.displayNames = displayNames;
    }

    @Operation(summary = "The newest pictures of everyone", tags = "Feeds")
    @AnswersList
    @GetMapping("/api/feed")
    ResponseEntity<byte[]> ofEveryone(
            @Parameter(description = AnswersList.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = AnswersList.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        return answer(new FeedList.Everyone(), limit, cursor);
    }

    @Operation(summary = "The newest pictures of one user; empty for unknown ones", tags = "Feeds")
    @AnswersList
    @GetMapping("/api/users/{username}/images")
    ResponseEntity<byte[]> ofUser(
            @Parameter(description = "In any case", example = "ada") @PathVariable String username,
            @Parameter(description = AnswersList.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = AnswersList.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        return answer(new FeedList.OfUser(username), limit, cursor);
    }

    @Operation(summary = "The newest pictures with a hashtag; empty for unknown ones", tags = "Feeds")
    @AnswersList
    @GetMapping("/api/tags/{tag}/images")
    ResponseEntity<byte[]> withTag(
            @Parameter(description = "In any case and Unicode form, with or without #", example = "alps") @PathVariable String tag,
            @Parameter(description = AnswersList.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = AnswersList.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        return answer(new FeedList.WithTag(Hashtag.of(tag)), limit, cursor);
    }

    /// Spring makes it a `304` when the request has the tag already.
    private ResponseEntity<byte[]> answer(FeedList list, @Nullable String limit, @Nullable String cursor) {
        FeedPage page = reader.read(list, cursor, Limit.of(limit));
        Map<String, String> names = displayNames.of(page.usernames());
        return ResponseEntity.ok()
                .eTag(page.etag(names))
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(page.json(names));
    }
}
