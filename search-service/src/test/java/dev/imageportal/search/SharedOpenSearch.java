package dev.imageportal.search;

import dev.imageportal.opensearch.OpenSearchNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// One OpenSearch node for the tests of a JVM that is to use it: with `-Dportal.search.back-end=opensearch`, as the
/// build runs those that hold for both back ends.
final class SharedOpenSearch {

    private static final boolean WANTED = "opensearch".equals(System.getProperty("portal.search.back-end"));

    private static @Nullable OpenSearchNode node;

    private SharedOpenSearch() {}

    /// None where Lucene is tested.
    static Map<String, String> settingsIfWanted(Path directory) {
        return WANTED ? settings(directory) : Map.of();
    }

    /// An index of its own for each directory.
    static Map<String, String> settings(Path directory) {
        return Map.of("PORTAL_SEARCH_OPENSEARCH_URL", node().url(), "PORTAL_SEARCH_OPENSEARCH_INDEX_PREFIX",
                "test-" + Integer.toUnsignedString(directory.toAbsolutePath().hashCode()));
    }

    static synchronized OpenSearchNode node() {
        OpenSearchNode running = node;
        if (running == null) {
            running = start();
            node = running;
        }
        return running;
    }

    private static OpenSearchNode start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "opensearch")), "node");
            OpenSearchNode started = new OpenSearchNode(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                remove(folder);
            }, "stop OpenSearch"));
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            System.err.println(folder + " cannot be deleted: " + e);
        }
    }
}
