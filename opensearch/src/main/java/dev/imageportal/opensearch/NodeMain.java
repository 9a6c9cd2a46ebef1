package dev.imageportal.opensearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.NodeValidationException;
import org.opensearch.transport.Netty4ModulePlugin;

/// The node's process. Ends when its standard input does, so never later than the process that started it.
final class NodeMain {

    private NodeMain() {}

    /// @param arguments the folder of the data, made when absent, and the port to listen on
    public static void main(String[] arguments) throws IOException, NodeValidationException {
        Path home = Path.of(arguments[0]);
        Path configuration = Files.createDirectories(home.resolve("config"));
        Settings settings = Settings.builder()
                .put("path.home", home.toString())
                .put("cluster.name", "image-portal")
                .put("node.name", "node")
                .put("discovery.type", "single-node")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[1])
                .put("transport.port", "0")
                // a full disk is the machine's business, not an index's
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        try (OpenSearchRunnerNode node = new OpenSearchRunnerNode(new Environment(settings, configuration),
                List.of(Netty4ModulePlugin.class, CommonAnalysisModulePlugin.class))) {
            node.start();
            System.in.skipNBytes(Long.MAX_VALUE);
        } catch (java.io.EOFException e) {
            // asked to end
        }
    }
}
