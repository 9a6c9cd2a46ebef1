package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server that a test has for itself, besides [SharedComponents]' own: a process of this machine in a folder of its own
/// below `target/`.
final class OwnServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final DataFolder data;
    private final Server server;
    private @Nullable Running running;

    private OwnServer(DataFolder data, Server server) {
        this.data = data;
        this.server = server;
    }

    /// Returns when it has answered.
    ///
    /// @throws LocalException when it does not start
    static OwnServer start(int port, Function<DataFolder, Server> kind) {
        try {
            Path all = Files.createDirectories(Path.of("target", "components").toAbsolutePath());
            DataFolder data = DataFolder.open(Files.createTempDirectory(all, "own"));
            OwnServer own = new OwnServer(data, kind.apply(data));
            try {
                own.server.prepare(started -> own.running = started);
                Running launched = own.server.launch(started -> own.running = started);
                Readiness.await(launched, START, data, port, own.server::probe);
                return own;
            } catch (IOException | InterruptedException | RuntimeException e) {
                own.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LocalException("A server cannot be started: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted while a server started", e);
        }
    }

    DataFolder data() {
        return data;
    }

    @Override
    public void close() {
        if (running != null) {
            running.stop(server.grace());
        }
        Path folder = data.folder();
        data.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println(folder + " cannot be deleted: " + e);
        }
    }
}
