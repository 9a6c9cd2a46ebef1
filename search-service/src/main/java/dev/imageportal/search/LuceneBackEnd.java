package dev.imageportal.search;

import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.hibernate.search.backend.lucene.LuceneExtension;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurationContext;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;
import org.hibernate.search.backend.lucene.analysis.model.dsl.LuceneAnalyzerOptionalComponentsStep;
import org.hibernate.search.engine.reporting.EntityIndexingFailureContext;
import org.hibernate.search.engine.reporting.FailureContext;
import org.hibernate.search.engine.reporting.FailureHandler;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/// An index in this service's own folder, which no other process uses.
final class LuceneBackEnd implements BackEnd {

    private static final Logger log = LoggerFactory.getLogger(LuceneBackEnd.class);

    /// Letters of a word's beginning; whatever a person types beyond them narrows nothing down any more.
    private static final int LONGEST_START = 20;

    private static final String BACKEND = "hibernate.search.backend.";

    private final Path directory;
    private final LuceneSegments segments = new LuceneSegments();
    private final KeptPictures kept;
    private final AtomicLong failures = new AtomicLong();

    /// @param pictures shown lately, to be kept in memory
    LuceneBackEnd(Path directory, DataSize pictures) {
        this.directory = directory;
        this.kept = new KeptPictures(pictures);
    }

    /// They compute: one for each processor, and as many that read what is not in memory.
    @Override
    public int queriesAtOnce() {
        return 2 * Runtime.getRuntime().availableProcessors();
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(BACKEND + "type", "lucene");
        settings.put("hibernate.search.background_failure_handler", new BackgroundFailures());
        settings.put(BACKEND + "lucene_version", "LUCENE_9_12_0");
        settings.put(BACKEND + "directory.root", directory.toString());
        settings.put(BACKEND + "analysis.configurer", (LuceneAnalysisConfigurer) LuceneBackEnd::configureAnalysis);
        // One queue: a batch of changes is written as one, then committed once.
        settings.put(BACKEND + "indexing.queue_count", 1);
        // Only explicit commits: a failure of one in the background would be nobody's.
        settings.put(BACKEND + "io.commit_interval", Integer.MAX_VALUE);
        // Every change ends with a refresh, so that no query has to look whether one is due.
        settings.put(BACKEND + "io.refresh_interval", 60_000);
        return settings;
    }

    /// Words as Unicode divides text (UAX #29), in lower case, without the accents of Latin letters.
    private static void configureAnalysis(LuceneAnalysisConfigurationContext context) {
        words(context, IndexEntry.Analyzers.WORDS);
        words(context, IndexEntry.Analyzers.STARTS)
                .tokenFilter("edgeNGram")
                .param("minGramSize", "1")
                .param("maxGramSize", Integer.toString(LONGEST_START));
        words(context, IndexEntry.Analyzers.START)
                .tokenFilter("truncate")
                .param("prefixLength", Integer.toString(LONGEST_START));
    }

    private static LuceneAnalyzerOptionalComponentsStep words(LuceneAnalysisConfigurationContext context, String name) {
        LuceneAnalyzerOptionalComponentsStep analyzer = context.analyzer(name).custom().tokenizer("standard");
        analyzer.tokenFilter("lowercase");
        analyzer.tokenFilter("asciiFolding");
        return analyzer;
    }

    @Override
    public void makeWhereAbsent(SearchMapping mapping) {
        if (PictureIndex.state(mapping) == null) {
            try (SearchSession session = mapping.createSession()) {
                session.schemaManager().dropAndCreate();
            }
            // A query opens the index, and with it takes the folder's lock.
            PictureIndex.state(mapping);
        }
    }

    /// All in one commit. The first query after a change opens the new state of the index: here, so that nobody waits
    /// for it.
    @Override
    public void write(SearchMapping mapping, Collection<IndexEntry> entries, Collection<String> removed) {
        long failuresBefore = failures.get();
        try (SearchSession session = mapping.createSession()) {
            session.indexingPlanSynchronizationStrategy(IndexingPlanSynchronizationStrategy.sync());
            entries.forEach(entry -> session.indexingPlan().addOrUpdate(entry));
            removed.forEach(id -> session.indexingPlan().purge(IndexEntry.class, id, null));
        }
        if (failures.get() != failuresBefore) {
            throw new IllegalStateException("the index reported a failure while a change was written");
        }
        PictureIndex.state(mapping);
    }

    @Override
    public <T> T find(SearchMapping mapping, TimeFrame time, Function<PictureFinder, T> query) {
        SearchPredicateFactory predicates = mapping.scope(IndexEntry.class).predicate();
        return read(mapping, reader -> query.apply(new LuceneFinder(reader, predicates, segments, kept, time)));
    }

    @Override
    public <T> T readTerms(SearchMapping mapping, Function<UsedTerms, T> query) {
        return read(mapping, reader -> query.apply(new LuceneTerms(reader)));
    }

    private static <T> T read(SearchMapping mapping, Function<IndexReader, T> query) {
        try (IndexReader reader = mapping.scope(IndexEntry.class)
                .extension(LuceneExtension.get())
                .openIndexReader()) {
            return query.apply(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size(SearchMapping mapping) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes an index whose files are damaged or of another version: it can be made anew, and a damaged one would
    /// stop the service. Reads every file once to compare its checksum.
    @Override
    public void prepare() {
        Path folder = directory.resolve(IndexEntry.INDEX);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (FSDirectory files = FSDirectory.open(folder)) {
            if (DirectoryReader.indexExists(files)) {
                verify(files);
                return;
            }
            log.warn("{} holds no whole index: it is removed and made anew", folder);
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException | EOFException
                | FileNotFoundException | NoSuchFileException | IllegalArgumentException | IllegalStateException e) {
            log.warn("The index in {} is damaged: it is removed and made anew ({})", folder, e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("the index in " + folder + " cannot be read", e);
        }
        remove(folder);
    }

    private static void verify(FSDirectory files) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(files)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new IllegalStateException("the damaged index in " + folder + " cannot be removed", e);
        }
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
