package dev.imageportal.search;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.search.UsedTerms.Used;
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
    record SuggestionList(List<Tag> tags, List<User> users) {}

    /// @param count of the pictures that have it
    record Tag(String tag, int count) {}

    record User(String username, String displayName) {}

    SuggestionController(PictureSearch search, DisplayNames displayNames) {
        this.search = search;
        this.displayNames = displayNames;
    }

    /// What a person may be about to type.
    @GetMapping(path = "/api/search/suggestions", produces = MediaType.APPLICATION_JSON_VALUE)
    SuggestionList suggest(@RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String limit) {
        Suggestions found = search.suggest(SuggestionRequest.of(q, limit));
        List<String> usernames = found.users().stream().map(Used::value).toList();
        Map<String, String> names = displayNames.of(usernames);
        return new SuggestionList(
                found.tags().stream().map(tag -> new Tag(tag.value(), tag.count())).toList(),
                usernames.stream().map(name -> new User(name, names.getOrDefault(name, name))).toList());
    }
}
