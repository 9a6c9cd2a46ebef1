package dev.imageportal.search;

import dev.imageportal.defaults.ProblemException;
import dev.imageportal.search.IndexState.Rebuild;
import dev.imageportal.search.Rebuilder.Progress;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The rebuild of the index, for operators.
@RestController
@RequestMapping(RebuildController.PATH)
class RebuildController {

    static final String PATH = "/internal/reindex";

    private final Rebuilder rebuilder;

    /// @param state      `running`, `finished`, or `none` when there has been no rebuild
    /// @param processed  images read so far
    /// @param finishedAt null while it runs
    /// @param error      why the last try failed; the rebuild tries again while it runs
    record RebuildProgress(
            String state,
            long processed,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String error) {

        static RebuildProgress of(Progress progress) {
            Rebuild rebuild = progress.rebuild();
            return rebuild == null
                    ? new RebuildProgress("none", 0, null, null, progress.error())
                    : new RebuildProgress(rebuild.finished() ? "finished" : "running", rebuild.processed(),
                            rebuild.startedAt(), rebuild.finishedAt(), progress.error());
        }
    }

    RebuildController(Rebuilder rebuilder) {
        this.rebuilder = rebuilder;
    }

    /// `202`; progress is under the same address. `409` while a rebuild runs.
    @PostMapping
    ResponseEntity<RebuildProgress> begin() {
        if (!rebuilder.begin()) {
            throw ProblemException.conflict("rebuild-running",
                    "A rebuild is under way; GET this address to follow it.");
        }
        return ResponseEntity.accepted().location(URI.create(PATH)).body(progress());
    }

    @GetMapping
    RebuildProgress progress() {
        return RebuildProgress.of(rebuilder.progress());
    }
}
