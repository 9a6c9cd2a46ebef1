package dev.imageportal.search;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.search.UsedTerms.Used;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SuggestionController {

    private final PictureSearch search;
    private final DisplayNames displayNames;

    /// @param tags  most used first, at most ten
    /// @param users with pictures, those with most first, at most ten
    @Schema(name = "SuggestionList")
    record SuggestionList(List<Tag> tags, List<User> users) {}

    /// @param count of the pictures that have it
    @Schema(name = "TagCount")
    record Tag(String tag, long count) {}

    @Schema(name = "SuggestedUser")
    record User(String username, String displayName) {}

    SuggestionController(PictureSearch search, DisplayNames displayNames) {
        this.search = search;
        this.displayNames = displayNames;
    }

    /// What a person may be about to type.
    @Operation(summary = "Hashtags and users by their beginning", tags = "Search", description = "A leading # asks for hashtags alone, a leading @ for users alone. Users are those with pictures.")
    @ApiResponse(responseCode = "200", description = "Most used first")
    @ApiResponse(responseCode = "400", description = "q is empty or too long, or limit is none")
    @ApiResponse(responseCode = "503", description = "The index does not answer in time")
    @GetMapping(path = "/api/search/suggestions", produces = MediaType.APPLICATION_JSON_VALUE)
    SuggestionList suggest(
            @Parameter(description = "The beginning, up to 500 characters", example = "#al", required = true) @RequestParam(required = false) @Nullable String q,
            @Parameter(description = "At most so many of each: 1 to 10, 10 unless told") @RequestParam(required = false) @Nullable String limit) {
        Suggestions found = search.suggest(SuggestionRequest.of(q, limit));
        List<String> usernames = found.users().stream().map(Used::value).toList();
        Map<String, String> names = displayNames.of(usernames);
        return new SuggestionList(
                found.tags().stream().map(tag -> new Tag(tag.value(), tag.count())).toList(),
                usernames.stream().map(name -> new User(name, names.getOrDefault(name, name))).toList());
    }
}
