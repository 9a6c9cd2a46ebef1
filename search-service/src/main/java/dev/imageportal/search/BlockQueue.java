package dev.imageportal.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;

/// The blocks of all segments ([SegmentTimes]), the one with the newest document first.
final class BlockQueue {

    private final @Nullable ImageId before;
    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>(
            Comparator.comparingLong(Cursor::newestHigh).reversed());

    /// Some blocks of one segment.
    record Part(LeafReaderContext leaf, List<Integer> blocks) {

        int[] ascendingBlocks() {
            int[] ascending = blocks.stream().mapToInt(Integer::intValue).toArray();
            Arrays.sort(ascending);
            return ascending;
        }
    }

    /// @param before blocks without anything older are left out; null for all blocks
    BlockQueue(LuceneSegments segments, List<LeafReaderContext> leaves, @Nullable ImageId before) {
        this.before = before;
        for (LeafReaderContext leaf : leaves) {
            enqueue(new Cursor(leaf, segments.times(leaf.reader())));
        }
    }

    boolean isEmpty() {
        return cursors.isEmpty();
    }

    /// [ImageId#high] of the newest document in the blocks that are left.
    long newestHigh() {
        return cursors.element().newestHigh();
    }

    /// Takes the next `count` blocks, or as many as are left.
    List<Part> next(int count) {
        Map<LeafReaderContext, Part> parts = new HashMap<>();
        for (int i = 0; i < count && !cursors.isEmpty(); i++) {
            Cursor cursor = cursors.remove();
            parts.computeIfAbsent(cursor.leaf, leaf -> new Part(leaf, new ArrayList<>()))
                    .blocks()
                    .add(cursor.times.block(cursor.place));
            cursor.place++;
            enqueue(cursor);
        }
        return List.copyOf(parts.values());
    }

    private void enqueue(Cursor cursor) {
        while (!cursor.isAtEnd() && before != null && cursor.oldestHigh() > before.high()) {
            cursor.place++;
        }
        if (!cursor.isAtEnd()) {
            cursors.add(cursor);
        }
    }

    /// Where in a segment's blocks the queue is.
    private static final class Cursor {

        private final LeafReaderContext leaf;
        private final SegmentTimes times;
        private int place;

        Cursor(LeafReaderContext leaf, SegmentTimes times) {
            this.leaf = leaf;
            this.times = times;
        }

        boolean isAtEnd() {
            return place == times.blocks();
        }

        long newestHigh() {
            return times.newest(times.block(place));
        }

        long oldestHigh() {
            return times.oldest(times.block(place));
        }
    }
}
