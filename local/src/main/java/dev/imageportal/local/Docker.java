package dev.imageportal.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/// The Docker engine of this machine. Containers there bear the data folder and the part that they are, so that a later
/// run finds them, whatever became of the one that made them.
final class Docker {

    private static final String FOLDER = "dev.imageportal.folder";
    private static final String PART = "dev.imageportal.part";
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Docker() {}

    /// @throws LocalException when no engine answers
    static DockerClient client() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new LocalException("No Docker engine answers: start one, or test without -Pcontainers");
        }
        return DockerClientFactory.instance().client();
    }

    static Map<String, String> labels(Path folder, String part) {
        return Map.of(FOLDER, folder.toString(), PART, part);
    }

    /// The id of the one that is a folder's part, running or not.
    static Optional<String> find(Path folder, String part) {
        return list(labels(folder, part)).stream().map(Container::getId).findFirst();
    }

    /// Stops what a former owner of a folder left running; its data stays.
    static void stop(Path folder) {
        Parallel.run(list(Map.of(FOLDER, folder.toString())), container -> unlessDone(() -> client()
                .stopContainerCmd(container.getId())
                .withTimeout((int) GRACE.toSeconds())
                .exec()));
    }

    /// Removes the containers of folders, with their data.
    static void remove(Collection<Path> folders) {
        Parallel.run(folders.stream()
                .flatMap(folder -> list(Map.of(FOLDER, folder.toString())).stream())
                .toList(), Docker::remove);
    }

    /// Removes the containers of folders below one that are not there any more.
    static void removeLost(Path parent) {
        Parallel.run(list(FOLDER).stream().filter(container -> {
            Path folder = Path.of(container.getLabels().getOrDefault(FOLDER, ""));
            return folder.startsWith(parent) && !folder.toFile().exists();
        }).toList(), Docker::remove);
    }

    /// Somebody else, such as Testcontainers at the end of this process, may do the same at the same time.
    static void unlessDone(Runnable command) {
        try {
            command.run();
        } catch (NotFoundException | NotModifiedException | ConflictException e) {
            // it is as it should be
        }
    }

    private static void remove(Container container) {
        unlessDone(() -> client().removeContainerCmd(container.getId())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    private static List<Container> list(Map<String, String> labels) {
        return client().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
    }

    private static List<Container> list(String label) {
        return client().listContainersCmd().withShowAll(true).withLabelFilter(List.of(label)).exec();
    }
}
