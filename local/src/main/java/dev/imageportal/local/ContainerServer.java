package dev.imageportal.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/// A component in a container of this machine's Docker engine, on the port where its process would listen. The container
/// holds the data: it is made once for a data folder, and then stopped and started.
///
/// @param server how it is spoken to, whatever it runs in
/// @param question asked until it answers
/// @param recipe what the container is made of
record ContainerServer(DataFolder data, Component component, int port, Server server, Readiness.Probe question,
        Recipe recipe) implements Server {

    private static final int DROPPED_WITHIN_MILLISECONDS = 200;
    private static final long MEGABYTE = 1024 * 1024;
    /// Those that could not be had, which takes minutes to find out.
    private static final Map<String, LocalException> UNOBTAINABLE = new ConcurrentHashMap<>();

    /// @param port  where it listens inside
    /// @param binds files and folders of this machine that it sees
    record Recipe(String image, int port, int megabytes, List<Bind> binds, Consumer<PortalContainer> settings) {}

    /// Docker's word that it runs is not waited for: the probe asks the server itself.
    static final class PortalContainer extends GenericContainer<PortalContainer> {

        PortalContainer(String image) {
            super(DockerImageName.parse(image));
            waitingFor(new AbstractWaitStrategy() {
                @Override
                protected void waitUntilReady() {}
            });
        }
    }

    /// Takes the image where it is absent, which may be long.
    @Override
    public void prepare(Consumer<Running> owner) {
        Docker.client();
        LocalException failure = UNOBTAINABLE.get(recipe.image());
        if (failure != null) {
            throw failure;
        }
        try {
            new RemoteDockerImage(DockerImageName.parse(recipe.image())).get();
        } catch (Exception e) {
            LocalException unobtainable = new LocalException(recipe.image()
                    + " is not on this machine and cannot be pulled; docker-compose.yml tells which variable names"
                    + " another version: " + root(e).getMessage(), e);
            UNOBTAINABLE.put(recipe.image(), unobtainable);
            throw unobtainable;
        }
    }

    @Override
    public Running launch(Consumer<Running> owner) throws IOException {
        DockerClient docker = Docker.client();
        LogFile log = data.log(component.part());
        log.rotate();
        return data.starting(() -> {
            Instant before = Instant.now();
            Optional<String> there = Docker.find(data.folder(), component.part());
            try {
                there.ifPresent(id -> Docker.unlessDone(() -> docker.startContainerCmd(id).exec()));
                String id = there.orElseGet(this::startNew);
                Running running = new RunningContainer(docker, id, component.part(), log, before);
                owner.accept(running);
                return running;
            } catch (ContainerLaunchException | DockerException e) {
                throw new LocalException(component.part() + " cannot be started: " + root(e).getMessage(), e);
            }
        });
    }

    @Override
    public void probe() throws Exception {
        awaitListener();
        question.ask();
    }

    /// The engine itself takes connections for a server that does not listen yet, and drops them at once. A real question
    /// would cost more.
    private void awaitListener() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(DROPPED_WITHIN_MILLISECONDS);
            if (socket.getInputStream().read() < 0) {
                throw new IOException("nothing listens yet in the container of " + component.part());
            }
        } catch (SocketTimeoutException e) {
            // somebody waits for what we have to say
        }
    }

    @Override
    public Duration grace() {
        return server.grace();
    }

    /// Inside, a process that does not care for signals is no first process that none reach.
    private String startNew() {
        ExposedPort inside = new ExposedPort(recipe.port());
        PortalContainer container = new PortalContainer(recipe.image())
                .withLabels(Docker.labels(data.folder(), component.part()))
                .withCreateContainerCmdModifier(create -> {
                    HostConfig host = create.getHostConfig() == null ? new HostConfig() : create.getHostConfig();
                    create.withExposedPorts(inside)
                            .withHostConfig(host.withInit(true)
                                    .withMemory(recipe.megabytes() * MEGABYTE)
                                    .withBinds(recipe.binds())
                                    .withPortBindings(new PortBinding(
                                            Binding.bindIpAndPort("127.0.0.1", port), inside)));
                });
        recipe.settings().accept(container);
        container.start();
        return container.getContainerId();
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
