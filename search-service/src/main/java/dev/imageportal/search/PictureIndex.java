package dev.imageportal.search;

import dev.imageportal.search.IndexEntry.Kind;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The index itself: entries in, queries through. [IndexUpdates] decides what is written.
@Component
class PictureIndex implements AutoCloseable {

    private final BackEnd backEnd;
    private final CloseableSearchMapping mapping;

    /// What an id's entry says of it.
    record Held(Kind kind, long version) {}

    /// Opens the index, and makes an empty one where there is none.
    ///
    /// @throws RuntimeException when it can't be used
    PictureIndex(BackEnd backEnd) {
        this.backEnd = backEnd;
        backEnd.prepare();
        mapping = SearchMapping.builder(AnnotatedTypeSource.fromClasses(IndexEntry.class), MethodHandles.lookup())
                .properties(backEnd.settings())
                .property("hibernate.search.mapping.discover_annotated_types_from_root_mapping_annotations", false)
                .property("hibernate.search.mapping.build_missing_discovered_jandex_indexes", false)
                .build();
        try {
            backEnd.makeWhereAbsent(mapping);
        } catch (RuntimeException e) {
            mapping.close();
            throw e;
        }
    }

    /// Runs a query.
    <T> T read(Function<SearchSession, T> query) {
        return read(mapping, query);
    }

    private static <T> T read(SearchMapping mapping, Function<SearchSession, T> query) {
        try (SearchSession session = mapping.createSession()) {
            return query.apply(session);
        }
    }

    /// Finds pictures.
    <T> T find(TimeFrame time, Function<PictureFinder, T> query) {
        return backEnd.find(mapping, time, query);
    }

    /// Looks into the values that the index holds.
    <T> T readTerms(Function<UsedTerms, T> query) {
        return backEnd.readTerms(mapping, query);
    }

    /// Writes the entries and removes others: once it returns, the change is durable and visible.
    ///
    /// @throws RuntimeException when not all of it was written; writing it again is safe
    void write(Collection<IndexEntry> entries, Collection<String> removed) {
        backEnd.write(mapping, entries, removed);
    }

    /// Bytes that the index takes.
    long size() {
        return backEnd.size(mapping);
    }

    /// The entries of the ids, as far as there are any.
    Map<String, Held> held(Collection<String> ids) {
        Map<String, Held> held = new HashMap<>();
        if (!ids.isEmpty()) {
            read(session -> session.search(IndexEntry.class)
                    .select(f -> f.composite()
                            .from(f.id(String.class), f.field("kind", Kind.class), f.field("version", Long.class))
                            .as((id, kind, version) -> held.put(id, new Held(kind, version))))
                    .where(f -> f.id().matchingAny(ids))
                    .fetchHits(ids.size()));
        }
        return held;
    }

    /// Null in an index that is empty or of another format.
    @Nullable
    IndexState state() {
        return state(mapping);
    }

    /// For back ends.
    static @Nullable IndexState state(SearchMapping mapping) {
        List<String> json = read(mapping, session -> session.search(IndexEntry.class)
                .select(f -> f.field("json", String.class))
                .where(f -> f.id().matching(IndexEntry.STATE_ID))
                .fetchHits(1));
        return json.isEmpty() ? null : IndexState.read(json.getFirst());
    }

    /// Pictures that can be found.
    long pictures() {
        return read(session -> session.search(IndexEntry.class)
                .where(f -> f.match().field("kind").matching(Kind.PICTURE))
                .fetchTotalHitCount());
    }

    @Override
    public void close() {
        mapping.close();
    }
}
