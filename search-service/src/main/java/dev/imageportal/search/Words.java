package dev.imageportal.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// The words of a text as the index has them, and where they stand in it. Whichever back end holds the index, the
/// analysis is the one of [LuceneBackEnd].
final class Words {

    private static final Analyzer ANALYZER = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer tokenizer = new StandardTokenizer();
            return new TokenStreamComponents(tokenizer, new ASCIIFoldingFilter(new LowerCaseFilter(tokenizer)));
        }
    };

    private Words() {}

    /// @param term  as in the index
    /// @param start where it begins in the text, in UTF-16 units
    /// @param end   where it ends, likewise
    record Word(String term, int start, int end) {}

    static List<Word> of(String text) {
        List<Word> words = analyze(text);
        if (Normalizer.isNormalized(text, Normalizer.Form.NFKC)) {
            return words;
        }
        return words.stream().map(word -> {
            String normal = Normalizer.normalize(text.substring(word.start(), word.end()), Normalizer.Form.NFKC);
            List<Word> terms = analyze(normal);
            return terms.size() == 1 ? new Word(terms.getFirst().term(), word.start(), word.end()) : word;
        }).toList();
    }

    private static List<Word> analyze(String text) {
        List<Word> words = new ArrayList<>();
        try (TokenStream stream = ANALYZER.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(new Word(term.toString(), offset.startOffset(), offset.endOffset()));
            }
            stream.end();
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
