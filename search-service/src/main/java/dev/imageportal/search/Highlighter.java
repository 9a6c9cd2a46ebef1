package dev.imageportal.search;

import dev.imageportal.events.HashtagForm;
import dev.imageportal.search.SearchQuery.Hashtag;
import dev.imageportal.search.SearchQuery.Keyword;
import dev.imageportal.search.SearchQuery.Part;
import dev.imageportal.search.SearchQuery.Phrase;
import dev.imageportal.search.SearchQuery.User;
import dev.imageportal.search.Words.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A caption with what a query found in it between `<mark>` and `</mark>`; everything else is escaped for HTML, so
/// that a page can show it as it is.
final class Highlighter {

    private static final Pattern HASHTAG = Pattern.compile("[#\uff03]([\\p{L}\\p{Nd}_][\\p{L}\\p{M}\\p{Nd}_]*)");

    private final List<SoughtWords> sought = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    Highlighter(SearchQuery query) {
        for (Part part : query.required()) {
            switch (part) {
                case Keyword(String text, boolean open) -> seek(text, open, Typos.tolerated(text));
                case Phrase(String text) -> seek(text, false, false);
                case Hashtag(String tag) -> tags.add(tag);
                case User(String username) -> {
                }
            }
        }
    }

    private void seek(String text, boolean open, boolean typo) {
        List<String> terms = Words.of(text).stream().map(Word::term).toList();
        if (!terms.isEmpty()) {
            sought.add(new SoughtWords(terms, open, typo));
        }
    }

    /// Null when nothing in the caption matches.
    ///
    /// @param words of the caption
    @Nullable
    String highlight(String caption, List<Word> words) {
        BitSet marked = new BitSet(caption.length());
        for (SoughtWords terms : sought) {
            for (int i = 0; i + terms.size() <= words.size(); i++) {
                if (terms.matchAt(words, i)) {
                    marked.set(words.get(i).start(), words.get(i + terms.size() - 1).end());
                }
            }
        }
        if (!tags.isEmpty()) {
            Matcher hashtag = HASHTAG.matcher(caption);
            while (hashtag.find()) {
                if (tags.contains(HashtagForm.of(hashtag.group(1)))) {
                    marked.set(hashtag.start(), hashtag.end());
                }
            }
        }
        return marked.isEmpty() ? null : write(caption, marked);
    }

    private static String write(String caption, BitSet marked) {
        StringBuilder html = new StringBuilder(caption.length() + 64);
        int position = 0;
        while (position < caption.length()) {
            int start = marked.nextSetBit(position);
            int end = start < 0 ? caption.length() : marked.nextClearBit(start);
            if (start < 0) {
                escape(caption, position, caption.length(), html);
            } else {
                escape(caption, position, start, html);
                html.append("<mark>");
                escape(caption, start, end, html);
                html.append("</mark>");
            }
            position = end;
        }
        return html.toString();
    }

    private static void escape(String text, int start, int end, StringBuilder html) {
        for (int i = start; i < end; i++) {
            switch (text.charAt(i)) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(text.charAt(i));
            }
        }
    }

    /// Words that stand together.
    ///
    /// @param open whether the last one may go on
    /// @param typo whether a single word may have one
    private record SoughtWords(List<String> terms, boolean open, boolean typo) {

        int size() {
            return terms.size();
        }

        boolean matchAt(List<Word> words, int first) {
            for (int i = 0; i < terms.size(); i++) {
                if (!matches(terms.get(i), words.get(first + i).term(), i == terms.size() - 1)) {
                    return false;
                }
            }
            return true;
        }

        private boolean matches(String term, String word, boolean last) {
            return word.equals(term) || (last && open && word.startsWith(term))
                    || (typo && Typos.within(term, word));
        }
    }
}
