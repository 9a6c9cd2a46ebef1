package dev.imageportal.search;

import org.hibernate.search.backend.elasticsearch.index.layout.IndexLayoutStrategy;

/// Names of the index and of its two aliases. Each format of the entries has an index of its own.
///
/// @param prefix what all of them begin with
record OpenSearchLayout(String prefix) implements IndexLayoutStrategy {

    @Override
    public String createInitialElasticsearchIndexName(String index) {
        return name(index) + "-000001";
    }

    @Override
    public String createWriteAlias(String index) {
        return name(index) + "-write";
    }

    @Override
    public String createReadAlias(String index) {
        return name(index) + "-read";
    }

    @Override
    public String extractUniqueKeyFromHibernateSearchIndexName(String index) {
        return index;
    }

    /// There is but one.
    @Override
    public String extractUniqueKeyFromElasticsearchIndexName(String name) {
        return IndexEntry.INDEX;
    }

    String writeAlias() {
        return createWriteAlias(IndexEntry.INDEX);
    }

    String readAlias() {
        return createReadAlias(IndexEntry.INDEX);
    }

    private String name(String index) {
        return prefix + "-" + index + "-" + IndexEntry.FORMAT;
    }
}
