package dev.imageportal.search;

import dev.imageportal.events.InvalidEventException;
import dev.imageportal.events.PublishedImage;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import org.hibernate.search.engine.backend.types.Aggregable;
import org.hibernate.search.engine.backend.types.Norms;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Searchable;
import org.hibernate.search.engine.backend.types.Sortable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.GenericField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;
import org.jspecify.annotations.Nullable;

/// A document of the index: a picture, the trace that a deleted one leaves, or what the index knows of itself.
///
/// Only pictures have users, hashtags and texts, so a query that requires anything finds nothing else.
///
/// @param id        the image's
/// @param idHigh    first half of the id, as a number that sorts like it: by time of upload ([ImageId])
/// @param idLow     second half
/// @param caption   in NFKC form
/// @param altText   in NFKC form
/// @param version   of the image; the deletion's in a trace
/// @param indexedAt when this entry was written, milliseconds since 1970
/// @param json      what a search answers with ([PictureJson]); [IndexState] in the index's own entry
@SearchEntity
@Indexed(index = IndexEntry.INDEX)
record IndexEntry(
        @DocumentId String id,
        @KeywordField(projectable = Projectable.YES) Kind kind,
        @GenericField(sortable = Sortable.YES) long idHigh,
        @GenericField(sortable = Sortable.YES) long idLow,
        @KeywordField(aggregable = Aggregable.YES) @Nullable String username,
        @KeywordField(aggregable = Aggregable.YES) List<String> hashtags,
        @FullTextField(analyzer = Analyzers.WORDS, norms = Norms.NO) @FullTextField(name = "captionStarts", analyzer = Analyzers.STARTS, searchAnalyzer = Analyzers.START, norms = Norms.NO) @Nullable String caption,
        @FullTextField(analyzer = Analyzers.WORDS, norms = Norms.NO) @FullTextField(name = "altTextStarts", analyzer = Analyzers.STARTS, searchAnalyzer = Analyzers.START, norms = Norms.NO) @Nullable String altText,
        @GenericField(projectable = Projectable.YES, searchable = Searchable.NO) long version,
        @GenericField long indexedAt,
        @GenericField(projectable = Projectable.YES, searchable = Searchable.NO) @Nullable String json) {

    /// Grows with every change to the fields or to their analysis: an index of another format is made anew.
    static final int FORMAT = 2;

    static final String INDEX = "pictures";

    /// The id of the entry that holds the [IndexState].
    static final String STATE_ID = "index-state";

    /// Far above what the portal accepts; the index could not hold a term of more than 32,766 bytes.
    private static final int LONGEST_TERM = 5_000;
    private static final int MOST_HASHTAGS = 1_000;

    enum Kind {
        PICTURE, DELETED, STATE
    }

    /// Names of the analysers, the same for every back end.
    static final class Analyzers {

        /// Words as they are.
        static final String WORDS = "words";

        /// Every beginning of every word, at the word's place.
        static final String STARTS = "starts";

        /// A word to be looked up among [#STARTS].
        static final String START = "start";

        private Analyzers() {}
    }

    IndexEntry {
        hashtags = List.copyOf(hashtags);
    }

    /// @throws InvalidEventException when the index cannot hold the image
    static IndexEntry picture(PublishedImage image, Instant now) {
        ImageId id = ImageId.parse(image.id());
        requireTerm("username", image.username());
        image.hashtags().forEach(tag -> requireTerm("hashtag", tag));
        if (image.hashtags().size() > MOST_HASHTAGS) {
            throw new InvalidEventException("more than " + MOST_HASHTAGS + " hashtags", null);
        }
        return new IndexEntry(image.id(), Kind.PICTURE, id.high(), id.low(), image.username(), image.hashtags(),
                normalize(image.caption()), normalize(image.altText()), image.version(), now.toEpochMilli(),
                PictureJson.of(image));
    }

    /// @throws InvalidEventException when the id is no image id
    static IndexEntry deleted(String imageId, long version, Instant now) {
        ImageId id = ImageId.parse(imageId);
        return new IndexEntry(imageId, Kind.DELETED, id.high(), id.low(), null, List.of(), null, null, version,
                now.toEpochMilli(), null);
    }

    static IndexEntry state(IndexState state, Instant now) {
        return new IndexEntry(STATE_ID, Kind.STATE, Long.MIN_VALUE, Long.MIN_VALUE, null, List.of(), null, null, 0,
                now.toEpochMilli(), state.json());
    }

    private static void requireTerm(String name, String term) {
        if (term.length() > LONGEST_TERM) {
            throw new InvalidEventException(name + " of " + term.length() + " characters", null);
        }
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
