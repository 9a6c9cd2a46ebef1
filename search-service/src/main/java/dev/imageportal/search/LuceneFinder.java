package dev.imageportal.search;

import dev.imageportal.search.SearchRequest.Total;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.hibernate.search.backend.lucene.search.spi.LuceneMigrationUtils;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.jspecify.annotations.Nullable;

/// Finds pictures straight in Lucene's segments, in one state of the index.
///
/// The segments' blocks are looked at from the newest on, some more each time, until nothing in the rest can be newer
/// than what was found: so a page does not take longer the more pictures are stored or match.
final class LuceneFinder implements PictureFinder {

    /// Blocks of the first look, and how many times more each next one takes: each begins the query anew.
    private static final int FIRST_LOOK = 1;
    private static final int LOOK_GROWTH = 4;

    private final IndexSearcher searcher;
    private final SearchPredicateFactory predicates;
    private final LuceneSegments segments;
    private final KeptPictures kept;
    private final TimeFrame time;

    LuceneFinder(IndexReader reader, SearchPredicateFactory predicates, LuceneSegments segments, KeptPictures kept,
            TimeFrame time) {
        this.searcher = new IndexSearcher(reader);
        this.predicates = predicates;
        this.segments = segments;
        this.kept = kept;
        this.time = time;
    }

    @Override
    public Total count(StepQuery query, int atMost) {
        try {
            Weight weight = weight(query);
            int count = 0;
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                count += count(weight, leaf, atMost + 1 - count);
                if (count > atMost) {
                    return new Total(atMost, false);
                }
            }
            return new Total(count, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Up to `enough`, or more where that is known without counting.
    private int count(Weight weight, LeafReaderContext leaf, int enough) throws IOException {
        int known = weight.count(leaf);
        if (known >= 0) {
            return known;
        }
        time.requireTime();
        Scorer scorer = weight.scorer(leaf);
        if (scorer == null) {
            return 0;
        }
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator matching = scorer.iterator();
        int count = 0;
        while (count < enough && matching.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            if (live == null || live.get(matching.docID())) {
                count++;
            }
        }
        return count;
    }

    @Override
    public List<FoundPicture> newest(StepQuery query, @Nullable ImageId before, int count, boolean few) {
        try {
            Weight weight = weight(query);
            NewestMatches newest = new NewestMatches(before, count);
            if (few) {
                collectAll(weight, newest);
            } else {
                collectNewest(weight, new BlockQueue(segments, searcher.getIndexReader().leaves(), before), newest);
            }
            return read(newest.newestFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collectAll(Weight weight, NewestMatches newest) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            time.requireTime();
            SegmentTimes all = segments.times(leaf.reader());
            collect(weight, leaf, IntStream.range(0, all.blocks()).toArray(), newest);
        }
    }

    private void collectNewest(Weight weight, BlockQueue blocks, NewestMatches newest) throws IOException {
        int look = FIRST_LOOK;
        while (!blocks.isEmpty() && newest.wants(blocks.newestHigh())) {
            time.requireTime();
            for (BlockQueue.Part part : blocks.next(look)) {
                collect(weight, part.leaf(), part.ascendingBlocks(), newest);
            }
            look = look > Integer.MAX_VALUE / LOOK_GROWTH ? look : look * LOOK_GROWTH;
        }
    }

    private static void collect(Weight weight, LeafReaderContext leaf, int[] ascendingBlocks, NewestMatches newest)
            throws IOException {
        Scorer scorer = weight.scorer(leaf);
        if (scorer == null) {
            return;
        }
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator matching = scorer.iterator();
        NewestMatches.InSegment target = newest.in(leaf);
        int document = -1;
        for (int block : ascendingBlocks) {
            int end = SegmentTimes.firstDocument(block + 1);
            if (document < SegmentTimes.firstDocument(block)) {
                document = matching.advance(SegmentTimes.firstDocument(block));
            }
            while (document < end) {
                if (live == null || live.get(document)) {
                    target.add(document);
                }
                document = matching.nextDoc();
            }
        }
    }

    private Weight weight(StepQuery query) throws IOException {
        return searcher.createWeight(
                searcher.rewrite(LuceneMigrationUtils.toLuceneQuery(query.predicate(predicates).toPredicate())),
                ScoreMode.COMPLETE_NO_SCORES, 1);
    }

    private List<FoundPicture> read(List<NewestMatches.Match> matches) throws IOException {
        List<FoundPicture> pictures = new ArrayList<>(matches.size());
        for (NewestMatches.Match match : matches) {
            pictures.add(new FoundPicture(match.id(), kept.read(match.leaf().reader(), match.document())));
        }
        return pictures;
    }
}
