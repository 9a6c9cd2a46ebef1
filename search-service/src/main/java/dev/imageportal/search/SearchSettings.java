package dev.imageportal.search;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param indexDirectory      where the index lies unless it is in OpenSearch; each instance of the service has its own
/// @param opensearch          the cluster whose index all instances share, none unless it has a URL
/// @param keptPictures        memory for the pictures of the index that were shown lately; 0 for none. Not with OpenSearch
/// @param queryTimeout        after which a query is given up
/// @param deletionsKept       how long a deleted image's trace is kept, so that a late event does not bring it back;
///                            longer than the topic keeps its events
/// @param rebuildPage         images that a rebuild asks for at once, 1 to 1,000
/// @param rebuildRetry        wait after a rebuild's first failure; doubles up to `rebuildRetryAtMost`
@ConfigurationProperties("portal.search")
record SearchSettings(
        Path indexDirectory,
        @DefaultValue OpenSearch opensearch,
        @DefaultValue("16MB") DataSize keptPictures,
        @DefaultValue("2s") Duration queryTimeout,
        @DefaultValue("8d") Duration deletionsKept,
        @DefaultValue("500") int rebuildPage,
        @DefaultValue("500ms") Duration rebuildRetry,
        @DefaultValue("30s") Duration rebuildRetryAtMost) {

    SearchSettings {
        if (rebuildPage < 1 || rebuildPage > 1000) {
            throw new IllegalArgumentException("rebuild-page must be 1 to 1000: " + rebuildPage);
        }
    }

    /// @param url          of the cluster, such as `https://search.example.org`; empty: none
    /// @param username     with which every request is authenticated; empty: with none
    /// @param password     the user's
    /// @param awsRegion    whose credentials sign every request, for Amazon OpenSearch Service; empty: unsigned
    /// @param indexPrefix  what the names of the portal's index and aliases begin with
    /// @param writeTimeout of a batch of changes
    record OpenSearch(
            @DefaultValue("") String url,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("") String awsRegion,
            @DefaultValue("image-portal") String indexPrefix,
            @DefaultValue("30s") Duration writeTimeout) {

        OpenSearch {
            if (!indexPrefix.matches("[a-z][a-z0-9-]{0,60}")) {
                throw new IllegalArgumentException(
                        "PORTAL_SEARCH_OPENSEARCH_INDEX_PREFIX must be lower case letters, digits and -: "
                                + indexPrefix);
            }
        }

        boolean wanted() {
            return !url.isBlank();
        }
    }
}
