package dev.imageportal.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.jspecify.annotations.Nullable;

/// The newest of the documents that it is shown, so many of them.
final class NewestMatches {

    private static final Comparator<Match> OLDEST_FIRST = Comparator.comparing(Match::id);

    private final @Nullable ImageId before;
    private final int count;
    private final PriorityQueue<Match> matches = new PriorityQueue<>(OLDEST_FIRST);

    /// @param document its number in the segment
    record Match(ImageId id, LeafReaderContext leaf, int document) {}

    /// @param before only what is older, null for all
    NewestMatches(@Nullable ImageId before, int count) {
        this.before = before;
        this.count = count;
    }

    /// Whether a document with this [ImageId#high] could still be among them.
    boolean wants(long high) {
        return matches.size() < count || matches.element().id().high() <= high;
    }

    List<Match> newestFirst() {
        List<Match> sorted = new ArrayList<>(matches);
        sorted.sort(OLDEST_FIRST.reversed());
        return sorted;
    }

    InSegment in(LeafReaderContext leaf) throws IOException {
        return new InSegment(leaf);
    }

    /// Takes the documents of one segment, in ascending order.
    final class InSegment {

        private final LeafReaderContext leaf;
        private final NumericDocValues highs;
        private final NumericDocValues lows;

        private InSegment(LeafReaderContext leaf) throws IOException {
            this.leaf = leaf;
            this.highs = SegmentTimes.values(leaf.reader(), KeySet.HIGH);
            this.lows = SegmentTimes.values(leaf.reader(), KeySet.LOW);
        }

        void add(int document) throws IOException {
            if (!highs.advanceExact(document) || !wants(highs.longValue()) || !lows.advanceExact(document)) {
                return;
            }
            ImageId id = new ImageId(highs.longValue(), lows.longValue());
            if (before == null || id.compareTo(before) < 0) {
                matches.add(new Match(id, leaf, document));
                if (matches.size() > count) {
                    matches.remove();
                }
            }
        }
    }
}
