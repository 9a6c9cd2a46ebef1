package dev.imageportal.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The components as processes of this machine, over one data folder. What is absent in them is made: bucket, topics,
/// schemas and their users, user pool and client.
public final class Components implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final Installation installation;
    private final DataFolder data;
    private final boolean ownsData;
    private final Ports ports;
    private final Map<Component, Server> servers;
    private final AccountServer accountServer;
    private final Map<Component, ChildProcess> processes = new ConcurrentHashMap<>();

    private Components(DataFolder data, boolean ownsData, Ports ports) {
        this.data = data;
        this.ownsData = ownsData;
        this.ports = ports;
        this.installation = Installation.find();
        JavaCommand java = new JavaCommand(installation);
        this.accountServer = new AccountServer(installation, data, ports.of(Component.ACCOUNTS));
        this.servers = new EnumMap<>(Map.of(
                Component.DATABASE, new DatabaseServer(installation, data, ports.of(Component.DATABASE)),
                Component.OBJECT_STORE, new ObjectStoreServer(java, data, ports.of(Component.OBJECT_STORE)),
                Component.KAFKA, new KafkaServer(java, data, ports.of(Component.KAFKA), ports.kafkaController()),
                Component.ACCOUNTS, accountServer));
    }

    /// Starts the wanted components in parallel and returns when each has answered a client.
    ///
    /// @param directory made when absent; what a former owner left running there is ended first
    /// @throws LocalException when one does not start; then none is left running
    public static Components start(Path directory, Ports ports, Set<Component> wanted) {
        Components components = new Components(DataFolder.open(directory), true, ports);
        try {
            components.data.endLeftovers();
            components.startAll(wanted);
            return components;
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    /// None started yet, over a folder that the caller opened and closes.
    static Components over(DataFolder data, Ports ports) {
        return new Components(data, false, ports);
    }

    public Ports ports() {
        return ports;
    }

    public DataFolder data() {
        return data;
    }

    /// What a service needs to know, by the names of the environment variables.
    public Map<String, String> settings(Service service) {
        return new ServiceSettings(installation, data, ports, accountServer.pool().orElse(null)).of(service);
    }

    public TestAccounts accounts() {
        return new TestAccounts(accountServer, data);
    }

    /// Starts one component, over the data that it had; does nothing when it runs.
    ///
    /// @throws LocalException when it does not answer in time
    public void start(Component component) {
        ChildProcess running = processes.get(component);
        if (running != null && running.alive()) {
            return;
        }
        Server server = server(component);
        try {
            Consumer<ChildProcess> owner = child -> processes.put(component, child);
            server.prepare(owner);
            ChildProcess process = ChildProcess.start(server.command(), data, owner);
            Readiness.await(process, START, data, ports.of(component), server::probe);
        } catch (IOException e) {
            throw new LocalException(component.part() + " cannot be started: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted while " + component.part() + " started", e);
        }
    }

    void startAll(Collection<Component> wanted) {
        Parallel.run(wanted, this::start);
    }

    /// Ends one component's process, in an orderly way if it can.
    public void stop(Component component) {
        ChildProcess process = processes.remove(component);
        if (process != null) {
            process.stop(server(component).grace());
            PidFile.of(data, component.part()).delete();
        }
    }

    /// Ends one component's process by SIGKILL.
    public void kill(Component component) {
        ChildProcess process = processes.remove(component);
        if (process != null) {
            process.kill();
        }
    }

    /// Those that were started, are meant to run, and do not.
    List<Component> dead() {
        return processes.entrySet()
                .stream()
                .filter(entry -> !entry.getValue().alive())
                .map(Map.Entry::getKey)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /// Stops all that run; the data stays.
    @Override
    public void close() {
        try {
            data.refuseProcesses();
            Parallel.run(Set.copyOf(processes.keySet()), this::stop);
        } finally {
            if (ownsData) {
                data.close();
            }
        }
    }

    private Server server(Component component) {
        @Nullable
        Server server = servers.get(component);
        if (server == null) {
            throw new IllegalArgumentException("no server for " + component);
        }
        return server;
    }
}
