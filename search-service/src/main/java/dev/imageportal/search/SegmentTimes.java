package dev.imageportal.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;

/// Between which times the documents of a segment are, block by block. Pictures come in the order of their upload, so
/// most blocks are of a short time; where they are not, as after a rebuild, more blocks have to be looked at.
///
/// It takes 20 bytes for each thousand documents.
final class SegmentTimes {

    private static final int BLOCK_BITS = 10;

    private final long[] newest;
    private final long[] oldest;
    private final int[] newestFirst;

    private SegmentTimes(long[] newest, long[] oldest) {
        this.newest = newest;
        this.oldest = oldest;
        this.newestFirst = IntStream.range(0, newest.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer block) -> newest[block]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static SegmentTimes of(LeafReader segment) throws IOException {
        int blocks = (segment.maxDoc() + (1 << BLOCK_BITS) - 1) >> BLOCK_BITS;
        long[] newest = new long[blocks];
        long[] oldest = new long[blocks];
        Arrays.fill(newest, Long.MIN_VALUE);
        Arrays.fill(oldest, Long.MAX_VALUE);
        NumericDocValues highs = values(segment, KeySet.HIGH);
        while (highs.nextDoc() != NumericDocValues.NO_MORE_DOCS) {
            int block = highs.docID() >> BLOCK_BITS;
            newest[block] = Math.max(newest[block], highs.longValue());
            oldest[block] = Math.min(oldest[block], highs.longValue());
        }
        return new SegmentTimes(newest, oldest);
    }

    /// Of a number that every document has once.
    static NumericDocValues values(LeafReader segment, String field) throws IOException {
        return Objects.requireNonNull(DocValues.unwrapSingleton(DocValues.getSortedNumeric(segment, field)), field);
    }

    static int firstDocument(int block) {
        return block << BLOCK_BITS;
    }

    int blocks() {
        return newestFirst.length;
    }

    /// The number of a block by its place in the order of their newest documents.
    int block(int place) {
        return newestFirst[place];
    }

    /// [ImageId#high] of the newest document.
    long newest(int block) {
        return newest[block];
    }

    /// [ImageId#high] of the oldest document.
    long oldest(int block) {
        return oldest[block];
    }
}
