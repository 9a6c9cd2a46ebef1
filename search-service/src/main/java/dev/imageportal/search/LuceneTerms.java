package dev.imageportal.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Straight from Lucene's sorted dictionary of a field's values: no picture is looked at, so it takes the same time
/// however many there are.
final class LuceneTerms implements UsedTerms {

    /// The most used ones whose exact number may be looked up.
    private static final int CANDIDATES = 1_000;

    private static final Comparator<Used> MOST_USED_FIRST = Comparator.comparingInt(Used::count)
            .reversed()
            .thenComparing(Used::value);

    private final IndexReader reader;

    LuceneTerms(IndexReader reader) {
        this.reader = reader;
    }

    @Override
    public List<Used> beginningWith(String start, String field, int limit) {
        try {
            return mostUsed(candidates(start, field), field, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The dictionary counts pictures that are deleted or changed, too, until their segment is merged. So its count is
    /// never too low, and the rest need not be looked at once none of them can be more used than what was found.
    private List<Used> mostUsed(List<Used> candidates, String field, int limit) throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        PriorityQueue<Used> best = new PriorityQueue<>(MOST_USED_FIRST.reversed());
        for (Used candidate : candidates) {
            if (best.size() == limit && best.element().count() >= candidate.count()) {
                break;
            }
            int count = searcher.count(new TermQuery(new Term(field, candidate.value())));
            if (count > 0) {
                best.add(new Used(candidate.value(), count));
            }
            if (best.size() > limit) {
                best.remove();
            }
        }
        return best.stream().sorted(MOST_USED_FIRST).toList();
    }

    private List<Used> candidates(String start, String field) throws IOException {
        Terms terms = MultiTerms.getTerms(reader, field);
        if (terms == null) {
            return List.of();
        }
        PriorityQueue<Used> candidates = new PriorityQueue<>(MOST_USED_FIRST.reversed());
        BytesRef prefix = new BytesRef(start);
        TermsEnum values = terms.iterator();
        boolean more = values.seekCeil(prefix) != TermsEnum.SeekStatus.END;
        while (more && StringHelper.startsWith(values.term(), prefix)) {
            if (candidates.size() < CANDIDATES || candidates.element().count() < values.docFreq()) {
                candidates.add(new Used(values.term().utf8ToString(), values.docFreq()));
            }
            if (candidates.size() > CANDIDATES) {
                candidates.remove();
            }
            more = values.next() != null;
        }
        List<Used> sorted = new ArrayList<>(candidates);
        sorted.sort(MOST_USED_FIRST);
        return sorted;
    }
}
