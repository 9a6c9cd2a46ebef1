package dev.imageportal.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What the index knows of itself; written in the same commit as the entries that it speaks of.
///
/// @param format   [IndexEntry#FORMAT] at its making
/// @param rebuild  how far the last rebuild came
record IndexState(int format, Rebuild rebuild) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// @param startedAt  entries written before it, of images that image-service does not list, are to go
    /// @param finishedAt null while it is under way, or was when the service ended
    /// @param after      the last image id that is done, null at the beginning
    /// @param processed  images read so far
    record Rebuild(Instant startedAt, @Nullable Instant finishedAt, @Nullable String after, long processed) {

        static Rebuild begin(Instant now) {
            return new Rebuild(now, null, null, 0);
        }

        boolean finished() {
            return finishedAt != null;
        }

        Rebuild advance(@Nullable String nextAfter, int images) {
            return new Rebuild(startedAt, finishedAt, nextAfter, processed + images);
        }

        Rebuild finish(Instant now) {
            return new Rebuild(startedAt, now, null, processed);
        }
    }

    static IndexState of(Rebuild rebuild) {
        return new IndexState(IndexEntry.FORMAT, rebuild);
    }

    /// @return null when it is of another format
    static @Nullable IndexState read(String json) {
        try {
            IndexState state = MAPPER.readValue(json, IndexState.class);
            return state.format == IndexEntry.FORMAT ? state : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }
}
