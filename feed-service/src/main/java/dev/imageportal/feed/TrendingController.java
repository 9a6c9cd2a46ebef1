package dev.imageportal.feed;

import dev.imageportal.defaults.Limit;
import dev.imageportal.feed.TrendingTables.Trend;
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

    record TrendList(List<Trend> items) {}

    TrendingController(TrendingTables tables) {
        this.tables = tables;
    }

    @GetMapping("/api/tags")
    ResponseEntity<byte[]> top(@RequestParam(required = false) @Nullable String limit) {
        byte[] json = MAPPER.writeValueAsBytes(new TrendList(tables.top(Limit.of(limit))));
        return ResponseEntity.ok()
                .eTag("\"" + UUID.nameUUIDFromBytes(json) + "\"")
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }
}
