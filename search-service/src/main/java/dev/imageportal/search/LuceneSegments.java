package dev.imageportal.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;

/// Knows the times of each open segment. A segment never changes, so they are read once.
final class LuceneSegments {

    private final ConcurrentMap<IndexReader.CacheKey, SegmentTimes> times = new ConcurrentHashMap<>();

    SegmentTimes times(LeafReader segment) {
        IndexReader.CacheHelper core = segment.getCoreCacheHelper();
        SegmentTimes known = times.get(core.getKey());
        return known != null ? known : times.computeIfAbsent(core.getKey(), key -> {
            core.addClosedListener(times::remove);
            return read(segment);
        });
    }

    private static SegmentTimes read(LeafReader segment) {
        try {
            return SegmentTimes.of(segment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
