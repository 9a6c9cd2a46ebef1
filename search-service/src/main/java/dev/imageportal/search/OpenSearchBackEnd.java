package dev.imageportal.search;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.hibernate.search.backend.elasticsearch.ElasticsearchBackend;
import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurationContext;
import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurer;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.util.common.SearchException;

/// An index in an OpenSearch cluster, which all instances of the service share. They belong to one consumer group, so
/// each applies its part of the events.
final class OpenSearchBackEnd implements BackEnd {

    /// As in [LuceneBackEnd].
    private static final int LONGEST_START = 20;

    private static final String BACKEND = "hibernate.search.backend.";

    private final SearchSettings.OpenSearch settings;
    private final OpenSearchLayout layout;

    OpenSearchBackEnd(SearchSettings.OpenSearch settings) {
        this.settings = settings;
        this.layout = new OpenSearchLayout(settings.indexPrefix());
    }

    /// They wait for the cluster, which has a queue of its own.
    @Override
    public int queriesAtOnce() {
        return 64;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(BACKEND + "type", "elasticsearch");
        properties.put(BACKEND + "uris", settings.url());
        if (!settings.username().isBlank()) {
            properties.put(BACKEND + "username", settings.username());
            properties.put(BACKEND + "password", settings.password());
        }
        if (!settings.awsRegion().isBlank()) {
            properties.put(BACKEND + "aws.signing.enabled", true);
            properties.put(BACKEND + "aws.region", settings.awsRegion());
        }
        properties.put(BACKEND + "connection_timeout", 1_000);
        properties.put(BACKEND + "read_timeout", Math.toIntExact(settings.writeTimeout().toMillis()));
        properties.put(BACKEND + "layout.strategy", layout);
        properties.put(BACKEND + "mapping.type_name.strategy", "index-name");
        properties.put(BACKEND + "analysis.configurer",
                (ElasticsearchAnalysisConfigurer) OpenSearchBackEnd::configureAnalysis);
        properties.put("hibernate.search.schema_management.strategy", "none");
        return properties;
    }

    /// The same words as [LuceneBackEnd]'s.
    private static void configureAnalysis(ElasticsearchAnalysisConfigurationContext context) {
        context.tokenFilter("portal-starts")
                .type("edge_ngram")
                .param("min_gram", 1)
                .param("max_gram", LONGEST_START);
        context.tokenFilter("portal-start").type("truncate").param("length", LONGEST_START);
        context.analyzer(IndexEntry.Analyzers.WORDS)
                .custom()
                .tokenizer("standard")
                .tokenFilters("lowercase", "asciifolding");
        context.analyzer(IndexEntry.Analyzers.STARTS)
                .custom()
                .tokenizer("standard")
                .tokenFilters("lowercase", "asciifolding", "portal-starts");
        context.analyzer(IndexEntry.Analyzers.START)
                .custom()
                .tokenizer("standard")
                .tokenFilters("lowercase", "asciifolding", "portal-start");
    }

    /// An index of another format has another name: instances of two versions do not disturb each other.
    @Override
    public void makeWhereAbsent(SearchMapping mapping) {
        try {
            make(mapping);
        } catch (SearchException e) {
            // Another instance that starts just now may have been faster: then it is there.
            make(mapping);
        }
    }

    private static void make(SearchMapping mapping) {
        try (SearchSession session = mapping.createSession()) {
            session.schemaManager().createIfMissing();
        }
    }

    @Override
    public void write(SearchMapping mapping, Collection<IndexEntry> entries, Collection<String> removed) {
        OpenSearchBulk bulk = new OpenSearchBulk(layout.writeAlias());
        entries.forEach(bulk::put);
        removed.forEach(bulk::remove);
        bulk.send(client(mapping));
    }

    @Override
    public <T> T find(SearchMapping mapping, TimeFrame time, Function<PictureFinder, T> query) {
        try (SearchSession session = mapping.createSession()) {
            return query.apply(new OpenSearchFinder(session, time));
        }
    }

    @Override
    public <T> T readTerms(SearchMapping mapping, Function<UsedTerms, T> query) {
        try (SearchSession session = mapping.createSession()) {
            return query.apply(new OpenSearchTerms(session));
        }
    }

    @Override
    public long size(SearchMapping mapping) {
        Request request = new Request("GET", "/" + layout.readAlias() + "/_stats/store");
        request.addParameter("filter_path", "_all.primaries.store.size_in_bytes");
        return OpenSearchAnswer.of(client(mapping), request).at("/_all/primaries/store/size_in_bytes").asLong();
    }

    private static RestClient client(SearchMapping mapping) {
        return mapping.backend().unwrap(ElasticsearchBackend.class).client(RestClient.class);
    }
}
