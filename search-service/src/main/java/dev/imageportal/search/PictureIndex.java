package dev.imageportal.search;

import dev.imageportal.search.IndexEntry.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.lucene.index.IndexReader;
import org.hibernate.search.backend.lucene.LuceneExtension;
import org.hibernate.search.engine.reporting.EntityIndexingFailureContext;
import org.hibernate.search.engine.reporting.FailureContext;
import org.hibernate.search.engine.reporting.FailureHandler;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The index itself: entries in, queries through. [IndexUpdates] decides what is written.
@Component
class PictureIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PictureIndex.class);

    private final CloseableSearchMapping mapping;
    private final AtomicLong failures = new AtomicLong();

    /// What an id's entry says of it.
    record Held(Kind kind, long version) {}

    /// Opens the index of the folder, and makes an empty one where there is none that is whole.
    ///
    /// @throws RuntimeException when another process holds the index, or the folder cannot be written
    PictureIndex(SearchSettings settings) {
        Path directory = settings.indexDirectory();
        LuceneBackEnd.removeDamaged(directory);
        mapping = SearchMapping.builder(AnnotatedTypeSource.fromClasses(IndexEntry.class), MethodHandles.lookup())
                .properties(LuceneBackEnd.settings(directory))
                .property("hibernate.search.background_failure_handler", new BackgroundFailures())
                .property("hibernate.search.mapping.discover_annotated_types_from_root_mapping_annotations", false)
                .property("hibernate.search.mapping.build_missing_discovered_jandex_indexes", false)
                .build();
        try {
            if (state() == null) {
                recreate();
                // A query opens the index, and with it takes the folder's lock.
                state();
            }
        } catch (RuntimeException e) {
            mapping.close();
            throw e;
        }
    }

    /// Runs a query.
    <T> T read(Function<SearchSession, T> query) {
        try (SearchSession session = mapping.createSession()) {
            return query.apply(session);
        }
    }

    /// Looks into the dictionary of the index.
    <T> T readTerms(Function<UsedTerms, T> query) {
        try (IndexReader reader = mapping.scope(IndexEntry.class)
                .extension(LuceneExtension.get())
                .openIndexReader()) {
            return query.apply(new UsedTerms(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the entries and removes others, in one commit: once it returns, the change is on disk and visible.
    ///
    /// @throws RuntimeException when not all of it was written; writing it again is safe
    void write(Collection<IndexEntry> entries, Collection<String> removed) {
        long failuresBefore = failures.get();
        try (SearchSession session = mapping.createSession()) {
            session.indexingPlanSynchronizationStrategy(IndexingPlanSynchronizationStrategy.sync());
            entries.forEach(entry -> session.indexingPlan().addOrUpdate(entry));
            removed.forEach(id -> session.indexingPlan().purge(IndexEntry.class, id, null));
        }
        if (failures.get() != failuresBefore) {
            throw new IllegalStateException("the index reported a failure while a change was written");
        }
        // The first query after a change opens the new state of the index: here, so that nobody waits for it.
        state();
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
        List<String> json = read(session -> session.search(IndexEntry.class)
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

    private void recreate() {
        try (SearchSession session = mapping.createSession()) {
            session.schemaManager().dropAndCreate();
        }
    }

    @Override
    public void close() {
        mapping.close();
    }

    /// Failures that Hibernate Search tells nobody else of.
    private final class BackgroundFailures implements FailureHandler {

        @Override
        public void handle(FailureContext context) {
            failures.incrementAndGet();
            log.error("The index failed at: {}", context.failingOperation(), context.throwable());
        }

        @Override
        public void handle(EntityIndexingFailureContext context) {
            handle((FailureContext) context);
        }
    }
}
