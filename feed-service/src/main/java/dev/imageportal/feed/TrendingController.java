package dev.imageportal.feed;

import dev.imageportal.defaults.Limit;
import dev.imageportal.feed.TrendingTables.Trend;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The most used hashtags of the last days, as they were about a minute ago.
@RestController
class TrendingController {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final TrendingTables tables;

    @Schema(name = "TagList")
    record TrendList(List<Trend> items) {}

    TrendingController(TrendingTables tables) {
        this.tables = tables;
    }

    @Operation(summary = "The most used hashtags of the last 7 days", tags = "Feeds", description = "Counted about once a minute.")
    @ApiResponse(responseCode = "200", description = "Most used first", content = @Content(mediaType = "application/json", schema = @Schema(implementation = TrendList.class)))
    @ApiResponse(responseCode = "304", description = "The list is still the one that If-None-Match names", content = @Content)
    @ApiResponse(responseCode = "400", description = "limit is none")
    @GetMapping("/api/tags")
    ResponseEntity<byte[]> top(
            @Parameter(description = "At most so many hashtags: 1 to 100, 30 unless told") @RequestParam(required = false) @Nullable String limit) {
        byte[] json = MAPPER.writeValueAsBytes(new TrendList(tables.top(Limit.of(limit))));
        return ResponseEntity.ok()
                .eTag("\"" + UUID.nameUUIDFromBytes(json) + "\"")
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }
}
