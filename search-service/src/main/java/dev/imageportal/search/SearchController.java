package dev.imageportal.search;

import dev.imageportal.defaults.DisplayNames;
import dev.imageportal.defaults.Limit;
import dev.imageportal.defaults.ProblemException;
import dev.imageportal.search.PictureSearch.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SearchController {

    private final PictureSearch search;
    private final DisplayNames displayNames;

    SearchController(PictureSearch search, DisplayNames displayNames) {
        this.search = search;
        this.displayNames = displayNames;
    }

    /// `{items: [{…image, highlight}], total: {value, exact}, nextCursor}`. The images are written as they lie in the
    /// index, but for their owners' display names. `highlight` is the caption as HTML with the matches in `<mark>`, null when nothing of it matches.
    @Operation(summary = "Pictures by keyword, hashtag and user", tags = "Search", description = """
            `q` mixes keywords (caption and alternative text; the last one may be the beginning of a word, and from \
            five letters up one letter may differ), `#hashtag`, `@username` or `from:username`, `"a phrase"`, and \
            `-word` to exclude. All parts must match.""")
    @ApiResponse(responseCode = "200", description = "A page of the pictures that match", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = ApiExamples.FoundList.class)))
    @ApiResponse(responseCode = "400", description = "q is empty, or a parameter is out of its range")
    @ApiResponse(responseCode = "503", description = "The index does not answer in time")
    @GetMapping(path = "/api/search", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> search(
            @Parameter(description = "What to search for, up to 500 characters", example = "morning #alps", required = true) @RequestParam(required = false) @Nullable String q,
            @Parameter(description = "relevance unless told", schema = @Schema(allowableValues = {"relevance",
                    "newest"})) @RequestParam(required = false) @Nullable String sort,
            @Parameter(description = "At most so many pictures: 1 to 100, 30 unless told") @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = "nextCursor of the page before, left out for the first") @RequestParam(required = false) @Nullable String cursor) {
        SearchQuery query = parse(q);
        SearchRequest request = SearchRequest.of(query, SearchRequest.Sort.of(sort), Limit.of(limit), cursor);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .body(write(search.search(request), request));
    }

    private static SearchQuery parse(@Nullable String query) {
        try {
            return QueryParser.parse(query);
        } catch (InvalidQueryException e) {
            throw ProblemException.badField("q", e.rule(), String.valueOf(e.getMessage()));
        }
    }

    private byte[] write(Page page, SearchRequest request) {
        Highlighter highlighter = new Highlighter(request.query());
        List<PictureJson> pictures = page.pictures();
        Map<String, String> names = displayNames.of(pictures.stream().map(PictureJson::username).toList());
        JsonBytes json = new JsonBytes(pictures.stream().mapToInt(PictureJson::size).sum());
        json.append("{\"items\":[");
        String separator = "";
        for (PictureJson picture : pictures) {
            json.append(separator);
            picture.append(json, names.getOrDefault(picture.username(), picture.username()),
                    highlighter.highlight(picture.caption(), picture.words()));
            separator = ",";
        }
        json.append("],\"total\":{\"value\":")
                .append(Integer.toString(page.total().value()))
                .append(",\"exact\":")
                .append(Boolean.toString(page.total().exact()))
                .append("},\"nextCursor\":")
                .quote(page.next() == null ? null : request.cursor(page.next()))
                .append("}");
        return json.toByteArray();
    }
}
